"""When htmx asks for a part of a page: one rule in one place."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails


def wants_part(request: HttpRequest) -> bool:
    """True for an update in place; boosted links and the back button get the whole page."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def vary(response: HttpResponse) -> HttpResponse:
    """Tell caches that the same address has two answers."""
    patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response
