"""Keep what readers see of the state of sources beside each edition up to date."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from conditions.bibliography.links import doi_url, pubmed_url
from conditions.catalogue import write
from conditions.catalogue.entry import ConditionEntry, ReferenceEntry
from conditions.catalogue.read import document_of
from conditions.models.pending import PendingEvidence
from conditions.models.reference import Reference


@transaction.atomic
def refresh(slugs: Iterable[str] | None = None, *, version: int | None = None) -> None:
    """Recompute the health of these published conditions, or of all."""
    # Taking the version locks: of two at once, the second reads what the first wrote.
    version = version if version is not None else write.next_version()
    entries = ConditionEntry.objects.defer("vector", "terms")
    if slugs is not None:
        entries = entries.filter(slug__in=list(slugs))
    pending = _pending()
    standing = {
        row.slug: {"standing": row.standing, "note": row.standing_note}
        for row in Reference.objects.exclude(standing=Reference.Standing.GOOD)
    }
    # Editions go on naming a reference that was merged into another.
    merged = ReferenceEntry.objects.filter(merged_into__in=standing)
    standing |= {old: standing[kept] for old, kept in merged.values_list("slug", "merged_into")}
    wanted = {}
    for entry in entries:
        document = document_of(entry)
        ids = {statement.id for _, statement in document.statements() if statement.id}
        wanted[entry.slug] = _row(
            [one | {"statements": sorted(ids & set(one["statements"]))} for one in pending[entry.slug]],
            {i: s for i, s in standing.items() if i in document.cited_ids()},
        )
    write.health(wanted, version)


def _row(pending: list[dict[str, Any]], standing: dict[str, Any]) -> dict[str, Any]:
    shown = {"pending": [one for one in pending if one["statements"]], "standing": standing}
    return {key: value for key, value in shown.items() if value}


def _pending() -> dict[str, list[dict[str, Any]]]:
    by_slug: dict[str, list[dict[str, Any]]] = defaultdict(list)
    open_evidence = PendingEvidence.objects.filter(closed_at__isnull=True).select_related("reference")
    for evidence in open_evidence.order_by("logged_at").prefetch_related("statements__condition"):
        keys = defaultdict(list)
        for statement in evidence.statements.all():
            keys[statement.condition.slug].append(statement.key)
        for slug, concerned in keys.items():
            by_slug[slug].append(
                {
                    "reference": evidence.reference.slug,
                    "label": str(evidence.reference),
                    "link": link_of(evidence.reference),
                    "note": evidence.note,
                    "since": timezone.localdate(evidence.logged_at).isoformat(),
                    "statements": concerned,
                }
            )
    return by_slug


def link_of(reference: Reference) -> str:
    """Where the source is found on the web, or nothing."""
    if reference.doi:
        return doi_url(reference.doi)
    if reference.pmid:
        return pubmed_url(reference.pmid)
    return reference.url
