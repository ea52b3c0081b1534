"""What an import would change, before it is applied: the import is made, compared and rolled back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from conditions.document import ConditionDocument, Finding, Reference, as_plain
from conditions.editorial.changes import Change, changes
from conditions.interchange.from_tables import draft_of, finding_part, finding_rows, reference_part
from conditions.interchange.importer import ImportReport, import_content, read_for_tables
from conditions.models import Condition
from conditions.models import Reference as ReferenceRow


@dataclass(frozen=True)
class Preview:
    """The report of the import, the changes of each condition, and the changed keys of findings and references."""

    report: ImportReport
    conditions: dict[str, list[Change]] = field(default_factory=dict)
    findings: dict[str, list[str]] = field(default_factory=dict)
    references: dict[str, list[str]] = field(default_factory=dict)


@transaction.atomic
def preview(path: Path) -> Preview:
    """Compare the drafts with what the file or folder holds; writes nothing. Raises ContentError."""
    content = read_for_tables(path)
    before = _drafts(content.conditions)
    findings = {row.slug: finding_part(row) for row in finding_rows().filter(slug__in=content.findings)}
    references = _references(content.references)
    point = transaction.savepoint()
    report = import_content(content)
    after = _drafts([*report.created["condition"], *report.changed["condition"]])
    new_findings = {row.slug: finding_part(row) for row in finding_rows().filter(slug__in=content.findings)}
    new_references = _references(content.references)
    transaction.savepoint_rollback(point)
    return Preview(
        report,
        {
            slug: changes(before[slug], document) if slug in before else []
            for slug, document in sorted(after.items())
        },
        {slug: _keys(findings[slug], new_findings[slug]) for slug in report.changed["finding"]},
        {slug: _keys(references[slug], new_references[slug]) for slug in report.changed["reference"]},
    )


def _drafts(slugs: Iterable[str]) -> dict[str, ConditionDocument]:
    known = Condition.objects.filter(slug__in=list(slugs)).values_list("slug", flat=True)
    return {slug: draft_of(slug) for slug in known}


def _references(slugs: Iterable[str]) -> dict[str, Reference]:
    rows = ReferenceRow.objects.filter(slug__in=list(slugs))
    return {row.slug: reference_part(row) for row in rows}


def _keys(before: Finding | Reference, after: Finding | Reference) -> list[str]:
    old, new = as_plain(before), as_plain(after)
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]


def lines(found: Preview) -> Iterator[str]:
    """The preview in words, one line for each change."""
    for kind in ("reference", "finding"):
        for slug in found.report.created[kind]:
            yield f"{kind} {slug}: new"
    for slug, keys in found.references.items():
        yield f"reference {slug}: changed {', '.join(keys)}"
    for slug, keys in found.findings.items():
        yield f"finding {slug}: changed {', '.join(keys)}"
    for slug, all_changes in found.conditions.items():
        yield f"condition {slug}: {'new' if slug in found.report.created['condition'] else 'changed'}"
        for change in all_changes:
            yield f"  {change.kind} {change.area}: {change.title}"
            for difference in change.differences:
                yield f"    {difference.field}: {_said(difference.before)} → {_said(difference.after)}"


def _said(text: str) -> str:
    return f"“{text}”" if text else "nothing"
