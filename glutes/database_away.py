"""A database that is away is a 503 page with Retry-After, one without space a 507 page; never a stack trace."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from psycopg.errors import DiskFull, QueryCanceled
from psycopg_pool import PoolTimeout

from glutes.embedded.revival import ServerDidNotStartError

RETRY_AFTER_SECONDS = 10
AWAY = (OperationalError, InterfaceError, PoolTimeout, ServerDidNotStartError)
logger = logging.getLogger(__name__)


def is_disk_full(exception: BaseException | None) -> bool:
    """Whether the database has no space left: nothing was written, and what is there can be read."""
    if isinstance(exception, ServerDidNotStartError):
        return exception.disk_is_full
    return isinstance(exception, DiskFull) or isinstance(getattr(exception, "__cause__", None), DiskFull)


def away_response(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """The 503 or 507 answer, made without the database."""
    full = is_disk_full(exception)
    what = "The disk of the database is full" if full else "The database is away"
    logger.error("%s: %s %s", what, request.method, request.path)
    context = {"retry_after": RETRY_AFTER_SECONDS, "disk_is_full": full}
    response = HttpResponse(render_to_string("503.html", context), status=507 if full else 503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Cache-Control"] = "no-store"
    # Whoever can answer without this database does: another one (replicas.py), the last copy (page_cache.py).
    response.database_is_away = True  # type: ignore[attr-defined]
    return response


class DatabaseAwayMiddleware:
    """Turns a lost or refused database connection into the 503 page, a full disk into the 507 one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, AWAY):
            return None
        response = away_response(request, exception)
        # A statement that took too long would take as long elsewhere.
        response.database_is_away = not isinstance(exception.__cause__, QueryCanceled)  # type: ignore[attr-defined]
        return response
