"""Pages that look across conditions, as plain data for paper. Output shown by tests/web/test_printing.py."""

from collections.abc import Iterable

from conditions.catalogue.brief import Brief
from conditions.document import ConditionDocument, sha256_of
from conditions.sheets.comparison import ComparedCell, ComparedGroup, ComparedRow, ComparisonSheet
from conditions.sheets.red_flags import FlaggedAction, FlaggedFinding, FlagGroup, RedFlagsSheet
from conditions.web.presenters.compare import Cell, Comparison, Row
from conditions.web.presenters.flags import Flags
from conditions.web.presenters.words import URGENCIES, short


def comparison_sheet(
    comparison: Comparison,
    told_apart: Iterable[tuple[ConditionDocument, ConditionDocument, str]],
    *,
    numbers: dict[str, int],
    address: str,
    site: str,
) -> ComparisonSheet:
    """The comparison as the page shows it; `numbers` are the editions by slug."""
    groups = [("Where they differ", comparison.differing), ("Equally often in all", comparison.same)]
    return ComparisonSheet(
        names=tuple(document.name for document in comparison.documents),
        editions=tuple(
            f"{short(d.name, d.abbreviation)}: edition {numbers[d.slug]}" for d in comparison.documents
        ),
        particulars=tuple((label, tuple(values)) for label, values in comparison.particulars),
        groups=tuple(ComparedGroup(title, tuple(map(_row, rows))) for title, rows in groups if rows),
        told=tuple(
            (f"{short(a.name, a.abbreviation)}, not {short(b.name, b.abbreviation)}.", text)
            for a, b, text in told_apart
        ),
        address=address,
        site=site,
    )


def _row(row: Row) -> ComparedRow:
    return ComparedRow(row.finding.name, row.kind, tuple(map(_cell, row.cells)))


def _cell(cell: Cell) -> ComparedCell:
    if cell.often is None:
        return ComparedCell()
    ratios = [("LR+", cell.lr_positive), ("LR−", cell.lr_negative)]
    return ComparedCell(
        often=f"{cell.often.word}, {cell.often.band} %",
        rank=cell.often.rank,
        hallmark=cell.hallmark,
        figures=", ".join(f"{sign} {value}" for sign, value in ratios if value),
    )


def red_flags_sheet(flags: list[Flags], urgent: list[Brief], *, address: str, site: str) -> RedFlagsSheet:
    """The red flags as the page shows them. The footer's fingerprint tells two printings apart."""
    groups = tuple(
        FlagGroup(
            title,
            tuple(
                FlaggedAction(
                    group.action,
                    tuple(FlaggedFinding(f.name, f.definition or "") for f in group.findings),
                )
                for group in flags
                if group.urgency == urgency
            ),
        )
        for urgency, title in URGENCIES.items()
    )
    shown = tuple(group for group in groups if group.actions)
    conditions = tuple((d.name, URGENCIES[d.urgency], d.summary) for d in urgent)
    return RedFlagsSheet(
        groups=shown,
        conditions=conditions,
        state=f"Fingerprint {sha256_of(repr((shown, conditions)))[:12]}",
        address=address,
        site=site,
    )
