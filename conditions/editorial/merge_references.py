"""Make one reference of two that are the same work. Editions keep what they were published with."""

from typing import Any

from django.db import transaction
from django.db.models import DO_NOTHING

from conditions.catalogue import write
from conditions.editorial.standing import show_standing
from conditions.interchange.from_tables import reference_part
from conditions.models.citation import CITING, Citation
from conditions.models.reference import Reference

# What identifies a work or says where it is: taken over where the kept one has nothing.
FILLED = (
    "author",
    "editor",
    "container_title",
    "issued",
    "volume",
    "issue",
    "page",
    "number",
    "edition",
    "publisher",
    "publisher_place",
    "genre",
    "doi",
    "pmid",
    "pmcid",
    "isbn",
    "issn",
    "url",
    "accessed",
    "language",
    "note",
)
# A retraction is not lost by merging.
GRAVITY = {Reference.Standing.GOOD: 0, Reference.Standing.CORRECTED: 1, Reference.Standing.RETRACTED: 2}


class SameReferenceError(ValueError):
    """A reference can't be merged with itself."""


class GoneError(Exception):
    """One of the two is no longer there: somebody else merged or deleted it."""


@transaction.atomic
def merge_references(*, kept: Reference, merged: Reference) -> int:
    """Cite `kept` wherever `merged` was cited, fill what `kept` lacks, and delete `merged`.

    Editions keep naming what they named; the page of `merged` leads to that of `kept`.
    Returns how many citations moved. A part that cites both keeps its citation of
    `kept`. Raises SameReferenceError and GoneError.
    """
    if kept.pk == merged.pk:
        raise SameReferenceError("Choose two different references.")
    # In one order, so that two merges of the same pair wait for each other and can't block one another.
    both = Reference.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    rows = {row.pk: row for row in both}
    if len(rows) < 2:
        raise GoneError("One of the two is no longer there: somebody else merged or deleted it.")
    kept, merged = rows[kept.pk], rows[merged.pk]
    gone = merged.slug
    moved = _move_citations(kept, merged)
    _move_other_links(kept, merged)
    taken = _what_kept_lacks(kept, merged)
    merged.delete()
    for name, value in taken.items():
        setattr(kept, name, value)
    kept.save()
    write.merged(gone, reference_part(kept), write.next_version())
    # For readers too, who see editions that name either.
    show_standing(reference=kept)
    return moved


def _move_citations(kept: Reference, merged: Reference) -> int:
    owners = tuple(f"{name}_id" for name in CITING)
    have = {tuple(row) for row in Citation.objects.filter(reference=kept).values_list(*owners)}
    twice: list[int] = []
    moving: list[int] = []
    for citation in Citation.objects.filter(reference=merged):
        owner = tuple(getattr(citation, name) for name in owners)
        (twice if owner in have else moving).append(citation.pk)
    Citation.objects.filter(pk__in=twice).delete()
    return Citation.objects.filter(pk__in=moving).update(reference=kept)


def _move_other_links(kept: Reference, merged: Reference) -> None:
    """Whatever else points at the merged one; the audit trail (which nothing may change) excepted."""
    for relation in Reference._meta.related_objects:
        if relation.related_model is not Citation and relation.on_delete is not DO_NOTHING:
            name = relation.field.name
            relation.related_model._base_manager.filter(**{name: merged}).update(**{name: kept})


def _what_kept_lacks(kept: Reference, merged: Reference) -> dict[str, Any]:
    """Columns of the merged one that the kept one has empty; the graver standing of the two."""
    taken = {
        name: getattr(merged, name) for name in FILLED if getattr(merged, name) and not getattr(kept, name)
    }
    if GRAVITY[Reference.Standing(merged.standing)] > GRAVITY[Reference.Standing(kept.standing)]:
        taken |= {"standing": merged.standing, "standing_note": merged.standing_note}
    return taken
