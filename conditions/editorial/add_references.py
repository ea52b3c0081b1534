"""Take new references into the authoring tables: typed, imported or looked up."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Lower

from conditions.bibliography.draft import Standing
from conditions.bibliography.duplicates import Duplicates
from conditions.document import Reference
from conditions.editorial.merged import kept_ids
from conditions.interchange.to_tables import reference_columns
from conditions.models.reference import Reference as ReferenceRow


@dataclass(frozen=True)
class NewReference:
    """A reference to take in, with what is known of its standing."""

    reference: Reference
    standing: Standing = "good"
    standing_note: str = ""


class TakenError(Exception):
    """An id, DOI or PMID belongs to a reference already; `clashes` maps each new id to the sentence."""

    def __init__(self, clashes: dict[str, str]) -> None:
        self.clashes = clashes
        super().__init__(" ".join(clashes.values()))


def known_references() -> Duplicates:
    """The references that exist, for comparison; one query."""
    rows = ReferenceRow.objects.values_list("slug", "title", "issued", "doi", "pmid")
    return Duplicates(
        (slug, {"title": title, "issued": issued, "DOI": doi, "PMID": pmid})
        for slug, title, issued, doi, pmid in rows
    )


@transaction.atomic
def add_references(*, references: Sequence[NewReference]) -> list[ReferenceRow]:
    """Add all of them, or none. Raises TakenError."""
    parts = [new.reference for new in references]
    clashes = _clashes(parts)
    if clashes:
        raise TakenError(clashes)
    rows = [
        ReferenceRow(
            slug=new.reference.id,
            standing=new.standing,
            standing_note=new.standing_note,
            **reference_columns(new.reference),
        )
        for new in references
    ]
    try:
        with transaction.atomic():
            return ReferenceRow.objects.bulk_create(rows)
    except IntegrityError as error:
        # Somebody else added one of them in this very moment.
        clashes = _clashes(parts)
        if not clashes:
            raise
        raise TakenError(clashes) from error


def _clashes(references: Sequence[Reference]) -> dict[str, str]:
    """What the database would refuse, against what is stored and among the new ones: a sentence by new id."""
    stored = ReferenceRow.objects.annotate(doi_folded=Lower("doi")).filter(
        Q(slug__in=[r.id for r in references])
        | Q(doi_folded__in=[r.DOI.lower() for r in references if r.DOI])
        | Q(pmid__in=[r.PMID for r in references if r.PMID])
    )
    owners: dict[tuple[str, str], str] = {}
    for slug, doi, pmid in stored.values_list("slug", "doi", "pmid"):
        owners |= dict.fromkeys(_keys(slug, doi, pmid), slug)
    clashes = {
        old: f"{old} was merged into {kept}: cite that one."
        for old, kept in kept_ids(r.id for r in references).items()
    }
    for reference in references:
        for key in _keys(reference.id, reference.DOI or "", reference.PMID or ""):
            if key in owners:
                clashes[reference.id] = f"{owners[key]} has the {key[0]} {key[1]} already."
            owners.setdefault(key, reference.id)
    return clashes


def _keys(slug: str, doi: str, pmid: str) -> list[tuple[str, str]]:
    """What no two references share."""
    keys = [("id", slug), ("DOI", doi.lower()), ("PMID", pmid)]
    return [(kind, value) for kind, value in keys if value]
