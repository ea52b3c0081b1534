"""Conditions as lists show them: the light columns of a row."""

from dataclasses import dataclass
from datetime import date

from conditions.catalogue.card import Card, from_json
from conditions.catalogue.kept import Kept

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


def listing(alias: str) -> Kept[Listed]:
    """Listed conditions by row number."""
    return Kept(alias, _ROWS, _listed, MOST_KEPT)


def _listed(row: int, slug: str, edition: int, reviewed: date | None, due: date | None, card: str) -> Listed:
    return Listed(row, slug, edition, reviewed, due, from_json(card))
