"""A database that is away is a 503 page with Retry-After, never a stack trace."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from psycopg.errors import QueryCanceled
from psycopg_pool import PoolTimeout

RETRY_AFTER_SECONDS = 10
AWAY = (OperationalError, InterfaceError, PoolTimeout)
logger = logging.getLogger(__name__)


def away_response(request: HttpRequest) -> HttpResponse:
    """The 503 answer, made without the database."""
    logger.error("The database is away: %s %s", request.method, request.path)
    response = HttpResponse(render_to_string("503.html", {"retry_after": RETRY_AFTER_SECONDS}), status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Cache-Control"] = "no-store"
    # Whoever can answer without this database does: another one (replicas.py), the last copy (page_cache.py).
    response.database_is_away = True  # type: ignore[attr-defined]
    return response


class DatabaseAwayMiddleware:
    """Turns a lost or refused database connection into the 503 page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, AWAY):
            return None
        response = away_response(request)
        # A statement that took too long would take as long elsewhere.
        response.database_is_away = not isinstance(exception.__cause__, QueryCanceled)  # type: ignore[attr-defined]
        return response
