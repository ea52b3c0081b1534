"""Published conditions in a line each, read from their cards: for lists that need no document."""

from dataclasses import dataclass

from django.db.models import F, JSONField, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from conditions.catalogue.entry import ConditionEntry


@dataclass(frozen=True)
class Brief:
    """A condition in a line. `urgency` is empty where it is none."""

    slug: str
    name: str
    abbreviation: str
    urgency: str
    summary: str


def every() -> list[Brief]:
    """Every published condition, by name; one query."""
    return _read(_rows())


def urgent() -> list[Brief]:
    """The conditions that are urgent themselves, emergencies first, then by name; one query."""
    return sorted(_read(_rows().exclude(card__contains='"urgency":""')), key=lambda brief: brief.urgency)


def _rows() -> QuerySet[ConditionEntry]:
    return ConditionEntry.objects.filter(withdrawn=False).exclude(card="").order_by("name")


def _read(rows: QuerySet[ConditionEntry]) -> list[Brief]:
    # Rows are chosen by text alone: a card is read as JSON where it is shown, and a withdrawn row may have none.
    shown = rows.annotate(line=Cast(F("card"), JSONField())).values_list(
        "slug", "name", KT("line__abbreviation"), KT("line__urgency"), KT("line__summary")
    )
    return [Brief(*row) for row in shown]
