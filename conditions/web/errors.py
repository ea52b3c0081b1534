"""Pages for what goes wrong: a clear sentence, a way on, the right status."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from glutes.database_away import AWAY, away_response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request can't be understood."""
    return render(request, "400.html", {"reason": _reason(exception)}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this account."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: with the search box and the sentence of the view, where it gave one."""
    return render(request, "404.html", {"reason": _reason(exception)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it is the database that is away."""
    if isinstance(sys.exc_info()[1], AWAY):
        return away_response(request, sys.exc_info()[1])
    return render(request, "500.html", status=500)


def _reason(exception: Exception | None) -> str:
    """The first argument of an Http404 or SuspiciousOperation that one of our views raised for people to read."""
    argument = exception.args[0] if exception and exception.args else ""
    return argument if isinstance(argument, str) and argument.endswith(".") else ""
