"""The info button of a patient record: one address that answers, and two pages about it.

The address carries age, sex and codes of a patient: nothing of it is logged, cached
by others, or sent on as a referrer.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from conditions.interchange import atom
from conditions.interchange.infobutton import request as knowledge
from conditions.interchange.infobutton import systems, topics
from conditions.interchange.infobutton.answer import Answer, answer, to_feed
from conditions.web.cors import preflight, readable_anywhere
from conditions.web.problem import problem

NOTHING = (
    "The request names nothing to look for: send mainSearchCriteria.v.c with mainSearchCriteria.v.cs, "
    "or mainSearchCriteria.v.dn or .ot."
)


@csrf_exempt  # a POST form is a way to ask, nothing is written and no cookie is read
@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
def infobutton(request: HttpRequest) -> HttpResponse:
    """Answer a knowledge request with a page, an Atom feed or JSON."""
    if request.method == "OPTIONS":
        return preflight("GET, HEAD, POST, OPTIONS")
    response = _answered(request)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answered(request: HttpRequest) -> HttpResponse:
    parameters = dict(request.GET.lists()) | dict(request.POST.lists())
    try:
        asked = knowledge.parse(parameters)
    except knowledge.UnsupportedFormatError as wanted:
        detail = f"The response type “{wanted}” is not offered. JSONP is not: a feed may be read by any site."
        return readable_anywhere(problem(406, detail, offered=[*knowledge.FORMATS]))
    except knowledge.NothingAskedError:
        return _nothing_asked(request, parameters)
    answered = answer(asked)
    if asked.format == knowledge.HTML:
        return _page(request, answered)
    feed = to_feed(answered, title=settings.SITE_NAME, site=settings.SITE_URL)
    if asked.format == knowledge.JSON:
        return readable_anywhere(HttpResponse(atom.to_json(feed), content_type="application/json"))
    return readable_anywhere(HttpResponse(atom.to_xml(feed), content_type=atom.CONTENT_TYPE))


def _nothing_asked(request: HttpRequest, parameters: dict[str, list[str]]) -> HttpResponse:
    first = {name: values[0] for name, values in parameters.items() if values}
    if knowledge.format_of(first) == knowledge.HTML:
        return render(request, "infobutton/places.html", {"answer": None, "reason": NOTHING}, status=400)
    return readable_anywhere(problem(400, NOTHING))


def _page(request: HttpRequest, answered: Answer) -> HttpResponse:
    if answered.one:
        return HttpResponseRedirect(answered.one.path)
    return render(request, "infobutton/places.html", {"answer": answered, "reason": ""})


def profile(request: HttpRequest) -> HttpResponse:
    """What an Infobutton manager has to know to be set up for this site."""
    context = {
        "endpoint": f"{settings.SITE_URL}/infobutton/",
        "systems": systems.SYSTEMS,
        "tasks": topics.TASKS,
        "subtopics": topics.SUBTOPICS.values(),
        "age_groups": topics.AGE_GROUPS,
        "formats": knowledge.FORMATS,
    }
    return render(request, "infobutton/profile.html", context)


def try_it(request: HttpRequest) -> HttpResponse:
    """A form that sends a knowledge request."""
    context = {
        "systems": [system for system in systems.SYSTEMS if system.problems],
        "tasks": topics.TASKS,
        "subtopics": [topic for topic in topics.SUBTOPICS.values() if topic.sections],
        "age_groups": topics.AGE_GROUPS,
    }
    return render(request, "infobutton/try.html", context)
