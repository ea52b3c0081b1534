"""Conditions side by side: one row for each finding, those that tell the conditions apart first."""

from dataclasses import dataclass

from conditions.document import Accuracy, Association, ConditionDocument, Finding
from conditions.web.presenters.findings_table import computed, figure
from conditions.web.presenters.frequency import Often, often
from conditions.web.presenters.words import KINDS, plain, ratio, short

FEWEST, MOST = 2, 4


@dataclass(frozen=True)
class Cell:
    """What one condition says of a finding; `often` is None where it says nothing."""

    name: str
    often: Often | None
    hallmark: bool
    lr_positive: str
    lr_negative: str
    note: str


@dataclass(frozen=True)
class Row:
    """A finding across the conditions; `spread` is how far apart they are, 0 to 4 frequency terms."""

    finding: Finding
    kind: str
    cells: tuple[Cell, ...]
    spread: int
    said: int


@dataclass(frozen=True)
class Comparison:
    """The table: rows that differ, rows that are the same in all, and the lines above them."""

    documents: tuple[ConditionDocument, ...]
    short_names: tuple[str, ...]
    differing: list[Row]
    same: list[Row]
    particulars: list[tuple[str, list[str]]]

    @property
    def computed(self) -> bool:
        """Whether an asterisk marks any ratio."""
        cells = (cell for row in (*self.differing, *self.same) for cell in row.cells)
        return any("*" in cell.lr_positive + cell.lr_negative for cell in cells)


def compare(documents: list[ConditionDocument]) -> Comparison:
    """The comparison of two to four documents."""
    findings = {finding.id: finding for document in documents for finding in document.vocabulary}
    said = [{a.finding: a for a in document.findings} for document in documents]
    shown = {a.finding for by_id in said for a in by_id.values() if a.salient}
    rows = [_row(findings[identity], documents, said) for identity in findings if identity in shown]
    rows.sort(key=lambda row: (-row.spread, -row.said, list(KINDS).index(row.finding.kind), row.finding.name))
    return Comparison(
        tuple(documents),
        tuple(short(d.name, d.abbreviation) for d in documents),
        [row for row in rows if row.spread or row.said < len(documents)],
        [row for row in rows if not row.spread and row.said == len(documents)],
        _particulars(documents),
    )


def _row(finding: Finding, documents: list[ConditionDocument], said: list[dict[str, Association]]) -> Row:
    cells = tuple(
        _cell(short(document.name, document.abbreviation), by_id.get(finding.id))
        for document, by_id in zip(documents, said, strict=True)
    )
    ranks = [cell.often.rank for cell in cells if cell.often]
    spread = max(ranks) - min(ranks) if len(ranks) > 1 else 0
    return Row(finding, KINDS[finding.kind], cells, spread, len(ranks))


def _cell(name: str, association: Association | None) -> Cell:
    if association is None:
        return Cell(name, None, False, "", "", "")
    measured = _measured(association)
    return Cell(
        name,
        often(association),
        association.hallmark,
        _ratio(measured, measured.lr_positive, measured.lr_positive_interval) if measured else "",
        _ratio(measured, measured.lr_negative, measured.lr_negative_interval) if measured else "",
        association.note or "",
    )


def _ratio(study: Accuracy, value: float | None, interval: tuple[float, float] | None) -> str:
    return "" if value is None else f"{figure(value, interval, ratio)}{computed(study)}"


def _measured(association: Association) -> Accuracy | None:
    """The study to show: the preferred one, else the first that reports a ratio."""
    rows = sorted(association.accuracy, key=lambda row: not row.preferred)
    return next((r for r in rows if r.lr_positive is not None or r.lr_negative is not None), None)


def _particulars(documents: list[ConditionDocument]) -> list[tuple[str, list[str]]]:
    lines = [
        ("Where it hurts", [", ".join(plain(r) for r in d.regions).capitalize() for d in documents]),
        ("Typical patient", [d.typical_patient or "" for d in documents]),
        (
            "First-line care",
            ["; ".join(p.name for p in d.management if p.role == "first-line") for d in documents],
        ),
        ("How common", [f"{d.base_rate.capitalize()} in first-contact care" for d in documents]),
    ]
    return [(label, values) for label, values in lines if any(values)]


def told_apart(documents: list[ConditionDocument]) -> list[tuple[ConditionDocument, ConditionDocument, str]]:
    """What the documents themselves say of each other: from, to, text."""
    by_slug = {document.slug: document for document in documents}
    return [
        (document, by_slug[part.condition], part.text)
        for document in documents
        for part in document.differentials
        if part.condition in by_slug
    ]
