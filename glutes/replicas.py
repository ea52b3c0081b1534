"""Which database a query goes to: public reads to a replica, everything else to the primary.

A request reads from one database from beginning to end. One that fails under a read
is left out and the request is answered again from another: a reader notices nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from glutes.replica_monitor import PRIMARY, monitor, replica_aliases

SAFE = frozenset({"GET", "HEAD"})
# Programs and pages post findings here, so that they stay out of addresses; nothing is written.
POSTS_THAT_READ = ("/differentiate/", "/api/v1/differentiate", "/api/v1/findings/recognise")
# What the public side reads. All else is read from the primary while it is there.
PUBLIC = frozenset(
    f"conditions.{name}"
    for name in (
        "catalogueversion",
        "conditionentry",
        "findingentry",
        "referenceentry",
        "edition",
        "withdrawal",
    )
)


@dataclass
class Reading:
    """The reads of one request: whether by staff, and the database that they go to once one was chosen."""

    staff: bool
    alias: str = ""


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)
_forced: ContextVar[str] = ContextVar("forced", default="")


@contextmanager
def using_database(alias: str) -> Iterator[None]:
    """All reads and writes of this block go to one database."""
    token = _forced.set(alias)
    try:
        yield
    finally:
        _forced.reset(token)


class Router:
    """Django's DATABASE_ROUTERS."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """The request's replica for what is public; outside requests for readers, the primary."""
        if _forced.get():
            return _forced.get()
        reading = _reading.get()
        if reading is None:
            return None
        if reading.staff or model._meta.label_lower not in PUBLIC:
            # Staff read what they wrote. While the primary is away a replica is better than nothing.
            return monitor().choose() if monitor().primary_is_away() else PRIMARY
        if not reading.alias:
            reading.alias = monitor().choose()
        return reading.alias

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        """The primary."""
        return _forced.get() or PRIMARY

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        """All databases hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Replicas get their schema from the primary."""
        return db not in replica_aliases()


def _reads_only(request: HttpRequest) -> bool:
    return request.method in SAFE or request.path.startswith(POSTS_THAT_READ)


class ReplicaMiddleware:
    """Lets the reads of a request go to a replica, and answers again when it fails under them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.on = bool(replica_aliases())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.on or not _reads_only(request):
            return self.get_response(request)
        reading = Reading(staff=settings.SESSION_COOKIE_NAME in request.COOKIES)
        token = _reading.set(reading)
        try:
            return self._answer(request, reading)
        finally:
            _reading.reset(token)

    def _answer(self, request: HttpRequest, reading: Reading) -> HttpResponse:
        response = self.get_response(request)
        for _ in settings.DATABASES:
            if not getattr(response, "database_is_away", False):
                break
            failed = reading.alias or PRIMARY
            monitor().failed(failed)
            connections[failed].close()
            reading.alias = ""
            response = self.get_response(request)
        return response
