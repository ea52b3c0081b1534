"""The content of the API's answers, from the catalogue and the editions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import F, JSONField, QuerySet
from django.db.models.functions import Cast

from conditions.catalogue import read
from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.catalogue.read import document_of
from conditions.catalogue.suggest import suggest
from conditions.document import SCHEMA_VERSION, Finding, Reference
from conditions.interchange import addresses
from conditions.interchange.api import answers
from conditions.interchange.version import catalogue_stamp


def absolute(path: str) -> str:
    """The full address of a path."""
    return settings.SITE_URL + path


def summary(entry: ConditionEntry) -> answers.ConditionSummary:
    """A condition as lists show it."""
    document = document_of(entry)
    return answers.ConditionSummary(
        slug=entry.slug,
        name=document.name,
        abbreviation=document.abbreviation,
        category=document.category,
        base_rate=document.base_rate,
        urgency=document.urgency,
        regions=document.regions,
        codes=document.codes,
        summary=document.summary,
        edition=entry.edition,
        sha256=entry.sha256,
        published_at=entry.published_at,
        reviewed_on=document.reviewed_on,
        review_due=document.review_due,
        page=absolute(addresses.condition(entry.slug)),
        document=absolute(addresses.optional("api-condition", entry.slug)),
    )


def live(slugs: Iterable[str]) -> list[ConditionEntry]:
    """The published conditions in the order of the slugs; unknown and withdrawn ones are left out."""
    wanted = list(slugs)
    rows = ConditionEntry.objects.filter(slug__in=wanted, withdrawn=False).defer("vector")
    return sorted(rows, key=lambda entry: wanted.index(entry.slug))


def editions(slug: str, before: int | None, limit: int) -> list[answers.Edition]:
    """Up to one more than `limit` editions of a condition before a number, newest first, withdrawn or not."""
    return [
        answers.Edition(
            number=e.number,
            name=e.name,
            sha256=e.sha256,
            previous_sha256=e.previous_sha256 or None,
            published_at=e.published_at,
            author=e.author,
            reviewer=e.reviewer,
            change_summary=e.change_summary,
            significance=e.significance,
            page=absolute(addresses.edition(slug, e.number)),
            document=absolute(addresses.optional("api-edition", slug, e.number)),
        )
        for e in read.editions(slug, before=before, limit=limit + 1)
    ]


def findings(wanted: Mapping[str, str | None], urgent: str | None, after: str, limit: int) -> list[Finding]:
    """Up to one more than `limit` findings after an id, by id: the one more says that the list goes on."""
    rows = _with_values(FindingEntry.objects.all())
    for name, value in wanted.items():
        if value is not None:
            rows = rows.filter(**{f"values__{name}": value})
    if urgent is not None:
        rows = (
            rows.filter(values__has_key="urgency")
            if urgent == "true"
            else rows.exclude(values__has_key="urgency")
        )
    bodies = rows.filter(slug__gt=after).order_by("slug").values_list("body", flat=True)
    return [Finding.model_validate_json(body) for body in bodies[: limit + 1]]


def references(design: str | None, after: str, limit: int) -> list[answers.ReferenceWithStanding]:
    """Up to one more than `limit` references after an id, by id."""
    rows = _with_values(ReferenceEntry.objects.listed())
    if design is not None:
        rows = rows.filter(values__design=design)
    return [with_standing(row) for row in rows.filter(slug__gt=after).order_by("slug")[: limit + 1]]


def _with_values(rows: QuerySet[Any]) -> Any:
    return rows.annotate(values=Cast(F("body"), JSONField()))


def with_standing(row: ReferenceEntry) -> answers.ReferenceWithStanding:
    """A reference with its standing today."""
    page = addresses.optional("reference", row.slug)
    return answers.ReferenceWithStanding(
        reference=Reference.model_validate_json(row.body),
        standing=row.standing,
        standing_note=row.standing_note,
        page=absolute(page) if page else None,
    )


def version_links(slug: str, number: int, latest: int) -> tuple[tuple[str, str], ...]:
    """How a document hangs together with the others of its condition, as relation and address (RFC 5829)."""
    found = [
        ("version-history", addresses.optional("api-editions", slug)),
        ("latest-version", addresses.optional("api-condition", slug)),
    ]
    if number > 1:
        found.append(("predecessor-version", addresses.optional("api-edition", slug, number - 1)))
    if number < latest:
        found.append(("successor-version", addresses.optional("api-edition", slug, number + 1)))
    found.append(("alternate", addresses.edition(slug, number)))
    return tuple((relation, absolute(path)) for relation, path in found)


def finding_body(slug: str) -> str:
    """The stored text of a finding. Raises FindingEntry.DoesNotExist."""
    return FindingEntry.objects.only("body").get(slug=slug).body


def reference_row(slug: str) -> ReferenceEntry:
    """The row of a reference. Raises ReferenceEntry.DoesNotExist."""
    return ReferenceEntry.objects.get(slug=slug)


def red_flags() -> answers.RedFlags:
    """Urgent findings with the conditions that they point to, and urgent conditions."""
    bodies = (
        _with_values(FindingEntry.objects.all())
        .filter(values__has_key="urgency")
        .values_list("body", flat=True)
    )
    flags = [Finding.model_validate_json(body) for body in bodies]
    flags.sort(key=lambda finding: (finding.urgency != "emergency", finding.id))
    terms = [f"flag:{finding.id}" for finding in flags]
    naming = list(
        ConditionEntry.objects.filter(withdrawn=False, terms__overlap=terms).values_list(
            "slug", "name", "terms"
        )
    )
    urgent = _with_values(ConditionEntry.objects.filter(withdrawn=False)).filter(values__has_key="urgency")
    return answers.RedFlags(
        findings=tuple(
            answers.RedFlag(
                finding=finding,
                conditions=tuple(
                    answers.Named(slug=slug, name=name)
                    for slug, name, own in naming
                    if f"flag:{finding.id}" in own
                ),
            )
            for finding in flags
        ),
        conditions=tuple(summary(entry) for entry in urgent.defer("vector").order_by("slug")),
    )


def comparison(entries: list[ConditionEntry]) -> answers.Comparison:
    """Every finding that any of the conditions names, in order of first appearance."""
    documents = [document_of(entry) for entry in entries]
    vocabulary = {finding.id: finding for document in documents for finding in document.vocabulary}
    named = dict.fromkeys(a.finding for document in documents for a in document.findings)
    by_condition = [{a.finding: a for a in document.findings} for document in documents]
    return answers.Comparison(
        conditions=tuple(summary(entry) for entry in entries),
        findings=tuple(
            answers.ComparedFinding(
                finding=vocabulary[finding],
                associations=tuple(associations.get(finding) for associations in by_condition),
            )
            for finding in named
        ),
    )


def version(api: str) -> answers.Version:
    """The state of the catalogue."""
    return answers.Version(
        catalogue=catalogue_stamp()[0],
        conditions=ConditionEntry.objects.filter(withdrawn=False).count(),
        findings=FindingEntry.objects.count(),
        references=ReferenceEntry.objects.listed().count(),
        schema_version=SCHEMA_VERSION,
        api=api,
    )


def catalogue(since: int, after: str, limit: int) -> tuple[int, list[answers.CatalogueItem]]:
    """The version, and up to one more than `limit` conditions that changed after a version, by slug."""
    # The version is read first: what is published meanwhile is seen now and once more next time, never missed.
    number = catalogue_stamp()[0]
    rows = ConditionEntry.objects.filter(changed_in__gt=since, slug__gt=after).order_by("slug")
    items = [
        answers.CatalogueItem(
            slug=row.slug,
            name=row.name,
            edition=row.edition,
            sha256=row.sha256,
            published_at=row.published_at,
            changed_in=row.changed_in,
            withdrawn=row.withdrawn,
            withdrawn_reason=row.withdrawn_reason,
            replacement=row.replacement,
            document=absolute(addresses.optional("api-edition", row.slug, row.edition)),
        )
        for row in rows.defer("body", "vector", "terms")[: limit + 1]
    ]
    return number, items


def suggestions(text: str) -> tuple[answers.Suggested, ...]:
    """Suggestions of every kind. Raises CatalogueNotReadyError."""
    pages = {"claim": "condition"}
    return tuple(
        answers.Suggested(
            kind=s.kind,
            slug=s.slug,
            label=s.label,
            note=s.note,
            page=absolute(path) if (path := addresses.optional(pages.get(s.kind, s.kind), s.slug)) else None,
        )
        for s in suggest(" ".join(text.split()))
    )
