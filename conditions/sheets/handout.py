"""The patient handout as plain data."""

from dataclasses import dataclass

from conditions.document import ConditionDocument
from conditions.sheets.edition import SheetEdition
from conditions.sheets.words import FOR_PATIENTS, PLAIN_REGIONS, day, listed


class NoHandout(ValueError):  # noqa: N818 - names what is missing, not a fault
    """The edition has no words for patients."""


@dataclass(frozen=True)
class HandoutSheet:
    """The whole handout."""

    slug: str
    name: str
    regions: tuple[str, ...]
    where: str
    what_it_is: str
    what_helps: tuple[str, ...]
    what_to_avoid: tuple[str, ...]
    when_to_get_help: tuple[str, ...]
    edition: str
    advice: str
    stamp: str
    warning: str
    reviewed: str
    review_due: str
    address: str
    fingerprint: str
    site: str


def handout_sheet(document: ConditionDocument, edition: SheetEdition) -> HandoutSheet:
    """The handout of an edition's document. Raises NoHandout where it has none."""
    if document.handout is None:
        raise NoHandout(f"{document.name} has no patient handout.")
    places = listed([PLAIN_REGIONS[region] for region in document.regions])
    return HandoutSheet(
        slug=document.slug,
        name=document.name,
        regions=document.regions,
        where=places[0].upper() + places[1:],
        what_it_is=document.handout.what_it_is,
        what_helps=document.handout.what_helps,
        what_to_avoid=document.handout.what_to_avoid,
        when_to_get_help=document.handout.when_to_get_help,
        edition=edition.label,
        advice=FOR_PATIENTS,
        stamp=edition.stamp,
        warning=edition.warning,
        reviewed=day(document.reviewed_on),
        review_due=day(document.review_due),
        address=edition.address,
        fingerprint=edition.sha256[:12],
        site=edition.site,
    )
