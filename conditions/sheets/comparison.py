"""The comparison on paper: two to four conditions side by side, from plain data."""

from dataclasses import asdict, dataclass

from conditions.sheets.drawing import qr_svg
from conditions.sheets.edition import Paper
from conditions.sheets.typesetting import TYPST_PAPERS, pdf


@dataclass(frozen=True)
class ComparedCell:
    """What one condition says of a finding; `often` is empty where it says nothing.

    `rank` is 4 for very frequent and 0 for not part of it; `figures` are likelihood ratios in words.
    """

    often: str = ""
    rank: int = 0
    hallmark: bool = False
    figures: str = ""


@dataclass(frozen=True)
class ComparedRow:
    """One finding across the conditions."""

    finding: str
    kind: str
    cells: tuple[ComparedCell, ...]


@dataclass(frozen=True)
class ComparedGroup:
    """Rows under a heading."""

    title: str
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True)
class ComparisonSheet:
    """The whole comparison. `editions` names the edition of each condition; `told` is (title, text)."""

    names: tuple[str, ...]
    editions: tuple[str, ...]
    particulars: tuple[tuple[str, tuple[str, ...]], ...]
    groups: tuple[ComparedGroup, ...]
    told: tuple[tuple[str, str], ...]
    address: str
    site: str


def render_comparison(sheet: ComparisonSheet, *, paper: Paper = "a4") -> bytes:
    """Tagged PDF: upright for two conditions, on its side for more."""
    data = asdict(sheet) | {
        "paper": TYPST_PAPERS[paper],
        "flipped": len(sheet.names) > 2,
        "title": f"Compared: {', '.join(sheet.names)}",
        "description": f"Findings of {len(sheet.names)} conditions side by side.",
        "foot_title": " · ".join(sheet.names),
        "foot_edition": " · ".join(dict.fromkeys(sheet.editions)),
        "qr": qr_svg(sheet.address),
        "stamp": "",
    }
    return pdf("comparison", data)
