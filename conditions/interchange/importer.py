"""Content files into authoring tables: all of it in one transaction, or nothing.

Importing replaces the draft of each condition that the content names and leaves
everything else alone. What is equal already is not written.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from conditions import models
from conditions.document import (
    ConditionDocument,
    Finding,
    Reference,
    canonical_json,
)
from conditions.editorial.merged import kept_ids
from conditions.editorial.revisions import keep_revisions, last_number
from conditions.interchange.from_tables import (
    condition_part,
    finding_part,
    finding_rows,
    reference_part,
    same_content,
    without_embedded,
)
from conditions.interchange.reader import Content, ContentFault, Reader
from conditions.interchange.to_tables import cite, condition_columns, reference_columns, replace_parts


@dataclass
class ImportReport:
    """What an import wrote: ids by kind, new and changed."""

    created: dict[str, list[str]] = field(
        default_factory=lambda: {"reference": [], "finding": [], "condition": []}
    )
    changed: dict[str, list[str]] = field(
        default_factory=lambda: {"reference": [], "finding": [], "condition": []}
    )

    def note(self, kind: str, identity: str, *, new: bool) -> None:
        """Record one write."""
        (self.created if new else self.changed)[kind].append(identity)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not any((*self.created.values(), *self.changed.values()))


def import_path(path: Path | str) -> ImportReport:
    """Read a file or folder and import it; raises ContentError with every error and writes nothing then."""
    return import_content(read_for_tables(Path(path)))


def read_for_tables(path: Path) -> Content:
    """Content whose links are satisfied by itself or by the tables; raises ContentError."""
    reader = Reader()
    reader.read(path)
    return checked_against_tables(reader)


def checked_against_tables(reader: Reader) -> Content:
    """The reader's content, its links checked against itself and the tables; raises ContentError."""
    _unpack_editions(reader)
    reader.check_links(
        known_findings=models.Finding.objects.values_list("slug", flat=True),
        known_references=models.Reference.objects.values_list("slug", flat=True),
        known_conditions=models.Condition.objects.values_list("slug", flat=True),
    )
    _check_against_tables(reader)
    return reader.finish()


def _unpack_editions(reader: Reader) -> None:
    """An edition carries its findings and references: they are imported unless a file of their own gives them."""
    content = reader.content
    for slug, document in list(content.conditions.items()):
        for finding in document.vocabulary:
            content.findings.setdefault(finding.id, finding)
            content.files.setdefault(("Finding", finding.id), content.files[("ConditionDocument", slug)])
        for reference in document.bibliography:
            content.references.setdefault(reference.id, reference)
            content.files.setdefault(("Reference", reference.id), content.files[("ConditionDocument", slug)])
        content.conditions[slug] = without_embedded(document)


def _check_against_tables(reader: Reader) -> None:
    """Names and identifiers that the database keeps unique must be unique over old and new together."""
    content = reader.content
    checks: tuple[tuple[str, str, dict[str, Any], Any], ...] = (
        ("ConditionDocument", "name", content.conditions, models.Condition),
        ("Finding", "name", content.findings, models.Finding),
        ("Reference", "DOI", content.references, models.Reference),
        ("Reference", "PMID", content.references, models.Reference),
    )
    stored = set(models.Reference.objects.filter(slug__in=content.references).values_list("slug", flat=True))
    for old, kept in kept_ids(content.references.keys() - stored).items():
        file = content.files["Reference", old]
        reader.errors.append(ContentFault(file, "id", f"{old} was merged into {kept}: name that one"))
    for model_name, key, parts, table in checks:
        taken = {
            value.lower(): slug
            for slug, value in table.objects.exclude(slug__in=parts).values_list("slug", key.lower())
            if value
        }
        for identity, part in parts.items():
            value = getattr(part, key)
            if value is None:
                continue
            other = taken.setdefault(value.lower(), identity)
            if other != identity:
                file = content.files[(model_name, identity)]
                message = f"{identity} has the same {key} as {other}: {value}"
                reader.errors.append(ContentFault(file, key, message))


@transaction.atomic
def import_content(content: Content) -> ImportReport:
    """Write content whose links were checked."""
    report = ImportReport()
    references = _write_references(content.references, report)
    findings = _write_findings(content.findings, references, report)
    _write_conditions(content.conditions, findings, references, report)
    return report


def _write_references(parts: dict[str, Reference], report: ImportReport) -> dict[str, models.Reference]:
    rows = {row.slug: row for row in models.Reference.objects.all()}
    fresh = []
    for identity, part in parts.items():
        row = rows.get(identity)
        if row is not None and reference_part(row) == part:
            continue
        report.note("reference", identity, new=row is None)
        if row is None:
            fresh.append(models.Reference(slug=identity, **reference_columns(part)))
            continue
        for name, value in reference_columns(part).items():
            setattr(row, name, value)
        row.save()
    models.Reference.objects.bulk_create(fresh)
    return rows | {row.slug: row for row in fresh}


def _write_findings(
    parts: dict[str, Finding], references: dict[str, models.Reference], report: ImportReport
) -> dict[str, models.Finding]:
    rows = {row.slug: row for row in finding_rows()}
    changed = []
    for identity, part in parts.items():
        row = rows.get(identity)
        if row is not None and canonical_json(finding_part(row)) == canonical_json(part):
            continue
        report.note("finding", identity, new=row is None)
        row = row or models.Finding(slug=identity)
        row.name, row.kind, row.group = part.name, part.kind, part.group
        row.region, row.urgency, row.cost = part.region or "", part.urgency or "", part.cost or ""
        row.synonyms, row.search_terms = list(part.synonyms), list(part.search_terms)
        row.definition, row.procedure, row.action = (
            part.definition or "",
            part.procedure or "",
            part.action or "",
        )
        row.prevalence = part.prevalence.value if part.prevalence else None
        row.prevalence_basis = part.prevalence.basis if part.prevalence else ""
        row.threshold = part.threshold
        row.save()
        rows[identity] = row
        changed.append((row, part))
    citations: list[models.Citation] = []
    for row, part in changed:
        row.citations.all().delete()
        row.prevalence_citations.all().delete()
        citations += cite(references, part.citations, finding=row)
        if part.prevalence:
            citations += cite(references, part.prevalence.citations, prevalence_of=row)
        for link in ("broader", "members", "excludes"):
            getattr(row, link).set([rows[other] for other in getattr(part, link)], clear=True)
    models.Citation.objects.bulk_create(citations)
    return rows


def _write_conditions(
    parts: dict[str, ConditionDocument],
    findings: dict[str, models.Finding],
    references: dict[str, models.Reference],
    report: ImportReport,
) -> None:
    # Locked, so that no save of a curator comes between what is read here and what is written.
    locked = models.Condition.objects.filter(slug__in=parts).order_by("pk").select_for_update()
    rows = {row.slug: row for row in locked.with_parts()}
    stale = []
    before = []
    for slug, part in parts.items():
        row = rows.get(slug)
        stored = condition_part(row) if row is not None else None
        if stored is not None and same_content(stored, part):
            continue
        report.note("condition", slug, new=row is None)
        if row is None:
            last = last_number(slug)
            row = models.Condition(slug=slug, revision=0 if last is None else last + 1)
        elif stored is not None:
            before.append((slug, row.revision, stored.anchored()))
            row.revision += 1
        for name, value in condition_columns(part).items():
            setattr(row, name, value)
        row.save()
        stale.append((row, part))
    others = {row.slug: row for row in models.Condition.objects.all()}
    for row, part in stale:
        replace_parts(row, part, findings=findings, references=references, conditions=others)
    keep_revisions(before, by=None, note="As it was before it was imported again.")
    written = models.Condition.objects.filter(slug__in=[row.slug for row, _ in stale]).with_parts()
    after = [(row.slug, row.revision, condition_part(row).anchored()) for row in written]
    keep_revisions(after, by=None, note="Imported.")
