"""What an import would change, before it is applied: the import is made, compared and rolled back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from conditions.document import ConditionDocument, Finding, Reference, as_plain
from conditions.editorial.changes import Change, Difference, changes
from conditions.interchange.from_tables import draft_of, finding_part, finding_rows, reference_part
from conditions.interchange.importer import ImportReport, import_content, read_for_tables
from conditions.models import Condition
from conditions.models import Reference as ReferenceRow


@dataclass(frozen=True)
class Preview:
    """The report of the import, and what would change by slug; `new` has the conditions that are not there yet."""

    report: ImportReport
    conditions: dict[str, list[Change]] = field(default_factory=dict)
    findings: dict[str, list[Difference]] = field(default_factory=dict)
    references: dict[str, list[Difference]] = field(default_factory=dict)
    new: dict[str, ConditionDocument] = field(default_factory=dict)


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
        {slug: changes(before[slug], after[slug]) for slug in sorted(before.keys() & after.keys())},
        {slug: _differences(findings[slug], new_findings[slug]) for slug in report.changed["finding"]},
        {slug: _differences(references[slug], new_references[slug]) for slug in report.changed["reference"]},
        {slug: after[slug] for slug in sorted(after.keys() - before.keys())},
    )


def _drafts(slugs: Iterable[str]) -> dict[str, ConditionDocument]:
    known = Condition.objects.filter(slug__in=list(slugs)).values_list("slug", flat=True)
    return {slug: draft_of(slug) for slug in known}


def _references(slugs: Iterable[str]) -> dict[str, Reference]:
    rows = ReferenceRow.objects.filter(slug__in=list(slugs))
    return {row.slug: reference_part(row) for row in rows}


def _differences(before: Finding | Reference, after: Finding | Reference) -> list[Difference]:
    old, new = as_plain(before), as_plain(after)
    return [
        Difference(key, _said(old.get(key)), _said(new.get(key)))
        for key in {**old, **new}
        if old.get(key) != new.get(key)
    ]


def _said(value: Any) -> str:
    """A value of the format on one line; the items of a list between bars."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " | ".join(map(_said, value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {_said(item)}" for key, item in value.items())
    return str(value)
