"""Write catalogue rows; called by `editorial` inside its transaction and by nobody else."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from conditions.catalogue.card import card_of, exact_keys, search_words
from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.catalogue.terms import terms
from conditions.catalogue.vector import vector_of
from conditions.document import ConditionDocument, Finding, Reference, canonical_json
from conditions.models.edition import Edition, Withdrawal

# A process that missed more versions than this loads the whole catalogue.
STAMPS_KEPT = 128


def next_version() -> int:
    """Take the next catalogue version and hold it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO conditions_catalogueversion AS v (id, number, stamps) "
            "VALUES (1, 1, ARRAY[gen_random_uuid()]) "
            "ON CONFLICT (id) DO UPDATE SET number = v.number + 1, "
            "stamps = (gen_random_uuid() || v.stamps)[1:%s] RETURNING number",
            [STAMPS_KEPT],
        )
        number: int = cursor.fetchone()[0]
    return number


def is_live(slug: str) -> bool:
    """Whether readers see the condition now."""
    return ConditionEntry.objects.filter(slug=slug, withdrawn=False).exists()


def condition(edition: Edition, document: ConditionDocument, version: int) -> None:
    """Show this edition."""
    row = {
        "name": document.name,
        "edition": edition.number,
        "sha256": edition.sha256,
        "published_at": edition.published_at,
        "reviewed_on": document.reviewed_on,
        "review_due": document.review_due,
        "body": edition.body,
        **indexed(document),
        "former_words": _former_words(edition.slug),
        "withdrawn": False,
        "withdrawn_reason": "",
        "replacement": "",
        "changed_in": version,
    }
    ConditionEntry.objects.update_or_create(
        slug=edition.slug,
        defaults=row,
        create_defaults={**row, "first_published_at": edition.published_at},
    )


def _former_words(slug: str) -> list[str]:
    """All words that the row has had."""
    had = ConditionEntry.objects.filter(slug=slug).values_list("words", "former_words").first()
    return sorted({*had[0], *had[1]}) if had else []


def indexed(document: ConditionDocument) -> dict[str, Any]:
    """The columns that are made from the document."""
    card = card_of(document)
    return {
        "terms": list(terms(document)),
        "vector": vector_of(document),
        "card": card.as_json(),
        "titles": exact_keys(card),
        "words": search_words(card),
    }


@transaction.atomic
def rebuild() -> int:
    """Make the derived columns of every row again from its document; returns how many rows there are."""
    version = next_version()
    count = 0
    rows = ConditionEntry.objects.values_list("slug", "body", "words", "former_words")
    for slug, body, words, former in rows.iterator(chunk_size=100):
        columns = indexed(ConditionDocument.model_validate_json(body))
        columns["former_words"] = sorted({*words, *former})
        ConditionEntry.objects.filter(slug=slug).update(**columns, changed_in=version)
        count += 1
    return count


def withdrawn(withdrawal: Withdrawal, version: int) -> None:
    """Show that the condition was withdrawn."""
    ConditionEntry.objects.filter(slug=withdrawal.slug).update(
        withdrawn=True,
        withdrawn_reason=withdrawal.reason,
        replacement=withdrawal.replacement,
        changed_in=version,
    )


def vocabulary(findings: Iterable[Finding], references: Iterable[Reference], version: int) -> None:
    """Show these findings and references; those that are shown as they are already stay untouched."""
    bodies = {f.id: (f, canonical_json(f)) for f in findings}
    shown = dict(FindingEntry.objects.filter(slug__in=bodies).values_list("slug", "body"))
    FindingEntry.objects.bulk_create(
        [
            FindingEntry(slug=slug, name=part.name, body=body, changed_in=version)
            for slug, (part, body) in bodies.items()
            if shown.get(slug) != body
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "body", "changed_in"],
    )
    sources = {r.id: (r, canonical_json(r)) for r in references}
    shown = dict(ReferenceEntry.objects.filter(slug__in=sources).values_list("slug", "body"))
    ReferenceEntry.objects.bulk_create(
        [
            ReferenceEntry(slug=slug, title=part.title, body=body, changed_in=version)
            for slug, (part, body) in sources.items()
            if shown.get(slug) != body
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["title", "body", "changed_in"],
    )


def health(by_slug: dict[str, dict[str, Any]], version: int) -> None:
    """Show what became of the sources of these conditions; the shape is described in `health`."""
    rows = [
        row
        for row in ConditionEntry.objects.filter(slug__in=by_slug).only("slug", "health")
        if row.health != by_slug[row.slug]
    ]
    for row in rows:
        row.health, row.changed_in = by_slug[row.slug], version
    ConditionEntry.objects.bulk_update(rows, ["health", "changed_in"])


def standing(slug: str, value: str, note: str, version: int) -> None:
    """Show that a reference was retracted, corrected, or is in good standing again; for all its ids."""
    ReferenceEntry.objects.filter(Q(slug=slug) | Q(merged_into=slug)).update(
        standing=value, standing_note=note, changed_in=version
    )


def merged(slug: str, kept: Reference, version: int) -> None:
    """Let the page of `kept` answer for the reference `slug`, which is the same work, where that has one."""
    if not ReferenceEntry.objects.filter(slug=slug).exists():
        return
    vocabulary((), (kept,), version)
    ReferenceEntry.objects.filter(Q(slug=slug) | Q(merged_into=slug)).update(
        merged_into=kept.id, changed_in=version
    )
