"""What is made of rows of the catalogue, kept in memory while it is in use."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from django.db import connections

_Made = TypeVar("_Made")


class Kept(Generic[_Made]):
    """Things by row number, the least recently used dropped first. Not thread-safe.

    `statement` selects the row number and what `make` takes, for an array of numbers.
    """

    def __init__(self, alias: str, statement: str, make: Callable[..., _Made], most: int) -> None:
        self._alias = alias
        self._statement = statement
        self._make = make
        self._most = most
        self._kept: OrderedDict[int, _Made] = OrderedDict()

    def forget(self, row: int) -> None:
        """Drop a row that changed."""
        self._kept.pop(row, None)

    def get(self, rows: Iterable[int]) -> dict[int, _Made]:
        """The rows asked for, from memory or with one query; a row that is gone is left out."""
        asked = list(rows)
        found = {row: self._kept[row] for row in asked if row in self._kept}
        missing = [row for row in asked if row not in found]
        if missing:
            found |= {row: self._make(row, *columns) for row, *columns in self._read(missing)}
        for row, made in found.items():
            self._kept[row] = made
            self._kept.move_to_end(row)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return {row: found[row] for row in asked if row in found}

    def _read(self, rows: list[int]) -> list[tuple[Any, ...]]:
        with connections[self._alias].cursor() as cursor:
            cursor.execute(self._statement, [rows])
            return cursor.fetchall()
