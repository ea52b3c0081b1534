"""Rank conditions by findings: the page, what a story is read as, the working.

Nothing that is sent is stored or logged: findings travel in the fragment or, by POST,
in the body; a story by POST only.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from conditions.catalogue import ranking as published
from conditions.catalogue.ranking import UnknownEditionError
from conditions.differential.recognise import TextTooLongError
from conditions.web.differentiate.csv_file import working_csv
from conditions.web.differentiate.method import method_html
from conditions.web.differentiate.page import DifferentiatePage, Read, page_of
from conditions.web.differentiate.state import MalformedStateError, State
from conditions.web.partial import vary, wants_part

View = Callable[[HttpRequest], HttpResponse]


def _clear_about_bad_input(view: View) -> View:
    """An address that can't be read is told in a sentence; nothing of any answer is kept by caches."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        try:
            response = view(request)
        except (MalformedStateError, UnknownEditionError) as error:
            page = page_of(State())
            page = DifferentiatePage(page.state, page.differential, problem=str(error))
            response = _rendered(request, page, status=400)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return guarded


def _params(request: HttpRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


def _rendered(request: HttpRequest, page: DifferentiatePage, status: int = 200) -> HttpResponse:
    name = "differentiate/_result.html" if wants_part(request) else "differentiate/page.html"
    return vary(render(request, name, {"page": page}, status=status))


@csrf_exempt  # a POST is a way to ask out of sight of logs; nothing is written and no cookie is read
@require_http_methods(["GET", "HEAD", "POST"])
@_clear_about_bad_input
def differentiate(request: HttpRequest) -> HttpResponse:
    """The page, or its results alone for htmx; 400 with the reason for findings that can't be ranked."""
    page = page_of(State.from_params(_params(request)))
    return _rendered(request, page, status=400 if page.problem else 200)


@csrf_exempt
@require_POST
@_clear_about_bad_input
def read_story(request: HttpRequest) -> HttpResponse:
    """What a story is read as, for confirmation: the proposals alone for htmx, else the page with them."""
    state = State.from_params(request.POST)
    differential = published.current()
    status = 200
    try:
        found = differential.recogniser.recognise(request.POST.get("story", ""))
        page = page_of(state, read=Read(found, differential.vocabulary))
    except TextTooLongError as error:
        status = 413
        page = page_of(state, read_problem=str(error))
    name = "differentiate/_read.html" if wants_part(request) else "differentiate/page.html"
    return vary(render(request, name, {"page": page}, status=status))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@_clear_about_bad_input
def working(request: HttpRequest) -> HttpResponse:
    """The working of every condition on one page, made for paper."""
    page = page_of(State.from_params(_params(request)))
    return render(request, "differentiate/working.html", {"page": page}, status=400 if page.problem else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@_clear_about_bad_input
def working_file(request: HttpRequest) -> HttpResponse:
    """The working as CSV."""
    page = page_of(State.from_params(_params(request)))
    if page.problem:
        return render(request, "differentiate/working.html", {"page": page}, status=400)
    response = HttpResponse(working_csv(page), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="differential-working.csv"'
    return response


def method(request: HttpRequest) -> HttpResponse:
    """The method in plain language, with its limits."""
    return render(request, "differentiate/method.html", {"method": method_html()})
