"""The catalogue's version, for caches and ETags."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from django.db import connections, router

from conditions.catalogue.entry import CatalogueVersion

Stamp = tuple[int, str]
_Made = TypeVar("_Made")


def catalogue_stamp() -> Stamp:
    """The version number with the transaction that wrote it.

    A transaction that was rolled back, or a replica that was promoted, may have used
    the same number for other content: the second half tells them apart.
    """
    with connections[router.db_for_read(CatalogueVersion)].cursor() as cursor:
        cursor.execute("SELECT number, xmin::text FROM conditions_catalogueversion")
        row = cursor.fetchone()
    return (row[0], row[1]) if row else (0, "")


class OfTheVersion(Generic[_Made]):
    """What is made of the catalogue: made again when its version moved, by one thread while others wait."""

    def __init__(self, make: Callable[[], _Made]) -> None:
        self._make = make
        self._lock = Lock()
        self._kept: tuple[Stamp, _Made] | None = None

    def current(self) -> _Made:
        """As published now: one small query, and more only after a publication."""
        stamp = catalogue_stamp()
        kept = self._kept
        if kept is None or kept[0] != stamp:
            with self._lock:
                # Looked at again: another thread may have been quicker.
                kept = self._kept
                if kept is None or kept[0] != stamp:
                    kept = self._kept = (stamp, self._make())
        return kept[1]
