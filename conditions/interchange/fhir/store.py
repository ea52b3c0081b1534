"""Find published content for FHIR requests. Unknown ids raise LookupError."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import F, JSONField, Max, Q
from django.db.models.functions import Cast

from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.catalogue.read import document_of
from conditions.document import Finding, Reference
from conditions.interchange.fhir.citation import citation
from conditions.interchange.fhir.common import MAX_ID, Source, resource_id
from conditions.interchange.fhir.evidence import condition_key, evidence
from conditions.interchange.fhir.vocabulary import FINDINGS, code_system, value_set
from conditions.interchange.version import catalogue_stamp

Resource = dict[str, Any]
PER_PAGE = 50


def base() -> str:
    """The base address of the FHIR part."""
    return f"{settings.SITE_URL}/fhir"


def source(version: int | str, at: datetime | None) -> Source:
    """The provenance of a resource."""
    return Source(base(), settings.SITE_NAME, str(version), at or datetime(2026, 1, 1, tzinfo=UTC))


def catalogue_source() -> Source:
    """The provenance of what the whole catalogue gives."""
    latest = ConditionEntry.objects.aggregate(at=Max("published_at"))["at"]
    return source(catalogue_stamp()[0], latest)


def read(kind: str, identity: str) -> Resource:
    """One resource. Raises LookupError."""
    if "\x00" in identity:  # no database takes it as text
        raise LookupError(identity)
    return {"CodeSystem": _code_system, "ValueSet": _value_set, "Citation": _citation, "Evidence": _evidence}[
        kind
    ](identity)


def _code_system(identity: str) -> Resource:
    if identity != FINDINGS:
        raise LookupError(identity)
    findings = (
        Finding.model_validate_json(body) for body in FindingEntry.objects.values_list("body", flat=True)
    )
    return code_system(findings, catalogue_source())


def _row(table: Any, identity: str) -> Any:
    begin = identity[: MAX_ID - 11]
    rows = table.filter(slug=identity) if len(identity) < MAX_ID else table.filter(slug__startswith=begin)
    for row in rows:
        if resource_id(row.slug) == identity:
            return row
    raise LookupError(identity)


def _live() -> Any:
    return ConditionEntry.objects.filter(withdrawn=False).defer("vector")


def _of_entry(entry: ConditionEntry) -> Source:
    return source(entry.edition, entry.published_at)


def _value_set(identity: str) -> Resource:
    entry = _row(_live(), identity)
    return value_set(document_of(entry), _of_entry(entry))


def _citation(identity: str) -> Resource:
    row = _row(ReferenceEntry.objects.all(), identity)
    return citation(Reference.model_validate_json(row.body), catalogue_source())


def _evidence(identity: str) -> Resource:
    key = identity.partition(".")[0]
    for slug in _live().values_list("slug", flat=True):
        if condition_key(slug) == key:
            for resource in evidence_of(slug):
                if resource["id"] == identity:
                    return resource
    raise LookupError(identity)


def evidence_of(slug: str) -> list[Resource]:
    """Every Evidence of a condition. Raises LookupError."""
    entry = _live().filter(slug=slug).first()
    if entry is None:
        raise LookupError(slug)
    return list(evidence(document_of(entry), _of_entry(entry)))


def value_sets(after: str) -> Iterator[tuple[str, Resource]]:
    """Up to a page and one more of value sets with their slugs, by slug."""
    for entry in _live().filter(slug__gt=after).order_by("slug")[: PER_PAGE + 1]:
        yield entry.slug, value_set(document_of(entry), _of_entry(entry))


def citations(after: str, identifier: str) -> Iterator[tuple[str, Resource]]:
    """Up to a page and one more of citations with their slugs, by slug; or those with a DOI or PMID."""
    provenance = catalogue_source()
    for row in _references(identifier).filter(slug__gt=after).order_by("slug")[: PER_PAGE + 1]:
        yield row.slug, citation(Reference.model_validate_json(row.body), provenance)


def _references(identifier: str) -> Any:
    rows = ReferenceEntry.objects.listed().annotate(values=Cast(F("body"), JSONField()))
    value = identifier.rpartition("|")[2]
    return rows.filter(Q(values__DOI__iexact=value) | Q(values__PMID=value)) if value else rows


def count(kind: str, identifier: str = "") -> int:
    """How many there are in all."""
    if kind == "Citation":
        total: int = _references(identifier).count()
        return total
    return 1 if kind == "CodeSystem" else _live().count()
