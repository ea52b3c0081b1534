"""The red flags on paper: every urgent finding with its action, from plain data."""

from dataclasses import asdict, dataclass

from conditions.sheets.drawing import qr_svg
from conditions.sheets.edition import Paper
from conditions.sheets.typesetting import TYPST_PAPERS, pdf


@dataclass(frozen=True)
class FlaggedFinding:
    """An urgent finding; `definition` may be empty."""

    name: str
    definition: str = ""


@dataclass(frozen=True)
class FlaggedAction:
    """What to do, and the findings that ask for it."""

    action: str
    findings: tuple[FlaggedFinding, ...]


@dataclass(frozen=True)
class FlagGroup:
    """The actions of one urgency: “Act the same day”."""

    title: str
    actions: tuple[FlaggedAction, ...]


@dataclass(frozen=True)
class RedFlagsSheet:
    """The whole page. `conditions` are those that are urgent themselves: (name, how soon, summary)."""

    groups: tuple[FlagGroup, ...]
    conditions: tuple[tuple[str, str, str], ...]
    state: str
    address: str
    site: str


def render_red_flags(sheet: RedFlagsSheet, *, paper: Paper = "a4") -> bytes:
    """Tagged PDF. `state` says in the footer which state of the catalogue it shows."""
    data = asdict(sheet) | {
        "paper": TYPST_PAPERS[paper],
        "title": "Red flags",
        "description": "Findings that can’t wait, with what to do.",
        "foot_title": f"{sheet.site}: red flags",
        "foot_edition": sheet.state,
        "qr": qr_svg(sheet.address),
        "stamp": "",
    }
    return pdf("red-flags", data)
