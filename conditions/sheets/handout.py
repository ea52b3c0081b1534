"""The patient handout as plain data."""

from dataclasses import dataclass

from conditions.document import ConditionDocument
from conditions.sheets.edition import Sheet, SheetEdition, about
from conditions.sheets.words import FOR_PATIENTS, PLAIN_REGIONS, listed


class NoHandout(ValueError):  # noqa: N818 - names what is missing, not a fault
    """The edition has no words for patients."""


@dataclass(frozen=True, kw_only=True)
class HandoutSheet(Sheet):
    """The whole handout."""

    what_it_is: str
    what_helps: tuple[str, ...]
    what_to_avoid: tuple[str, ...]
    when_to_get_help: tuple[str, ...]


def handout_sheet(document: ConditionDocument, edition: SheetEdition) -> HandoutSheet:
    """The handout of an edition's document. Raises NoHandout where it has none."""
    if document.handout is None:
        raise NoHandout(f"{document.name} has no patient handout.")
    places = listed([PLAIN_REGIONS[region] for region in document.regions])
    return HandoutSheet(
        regions=document.regions,
        where=places[0].upper() + places[1:],
        what_it_is=document.handout.what_it_is,
        what_helps=document.handout.what_helps,
        what_to_avoid=document.handout.what_to_avoid,
        when_to_get_help=document.handout.when_to_get_help,
        advice=FOR_PATIENTS,
        **about(document, edition),
    )
