"""A database without a catalogue yet is a 503 page that says so, and is over when the database is ready."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conditions.catalogue.index import CatalogueNotReadyError
from glutes.database_away import RETRY_AFTER_SECONDS


def says_when_not_ready(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that answers 503 with Retry-After while the catalogue can't be read."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except CatalogueNotReadyError as error:
            response = render(
                request,
                "conditions/not_ready.html",
                {"reason": str(error), "retry_after": RETRY_AFTER_SECONDS},
                status=503,
            )
            response["Retry-After"] = str(RETRY_AFTER_SECONDS)
            response["Cache-Control"] = "no-store"
            return response

    return guarded
