"""Conditions as lists show them: the light columns of a row, kept while they are in use."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connections

from conditions.catalogue.card import Card, from_json

_ROWS = "SELECT id, slug, edition, reviewed_on, review_due, card FROM conditions_conditionentry WHERE id = ANY(%s)"
# A card takes some ten kilobytes as an object.
MOST_KEPT = 3_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A published condition without its document."""

    row: int
    slug: str
    edition: int
    reviewed_on: date | None
    review_due: date | None
    card: Card

    @property
    def name(self) -> str:
        """The name of the condition."""
        return self.card.name


class Listing:
    """Listed conditions by row number, the least recently used dropped first. Not thread-safe."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._kept: OrderedDict[int, Listed] = OrderedDict()

    def forget(self, row: int) -> None:
        """Drop a row that changed."""
        self._kept.pop(row, None)

    def get(self, rows: Iterable[int]) -> dict[int, Listed]:
        """The rows asked for, from memory or with one query; a row that is gone is left out."""
        asked = list(rows)
        found = {row: self._kept[row] for row in asked if row in self._kept}
        missing = [row for row in asked if row not in found]
        if missing:
            with connections[self._alias].cursor() as cursor:
                cursor.execute(_ROWS, [missing])
                fresh = [
                    Listed(row, slug, edition, reviewed, due, from_json(card))
                    for row, slug, edition, reviewed, due, card in cursor.fetchall()
                ]
            found |= {listed.row: listed for listed in fresh}
        for row, listed in found.items():
            self._kept[row] = listed
            self._kept.move_to_end(row)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return {row: found[row] for row in asked if row in found}
