"""A published edition as a printable PDF: `render` is a pure function of its arguments."""

from dataclasses import asdict
from functools import lru_cache
from typing import Any

from conditions.document import ConditionDocument
from conditions.sheets.clinician import clinician_sheet
from conditions.sheets.drawing import body_map_svg, qr_svg
from conditions.sheets.edition import Kind, Paper, Sheet, SheetEdition
from conditions.sheets.fit import may_fit
from conditions.sheets.handout import HandoutSheet, handout_sheet
from conditions.sheets.parts import ClinicianSheet
from conditions.sheets.typesetting import TYPST_PAPERS, page_count, pdf

# Pages, points and whether it is set close: from roomy to the smallest that reads with ease in this
# typeface, whose small letters are as tall as those of Times two points larger. One page is worth the size.
CLINICIAN_FORMS = (
    (1, 9.2, False),
    (1, 8.5, True),
    (2, 9.2, False),
    (2, 8.7, False),
    (2, 8.5, True),
    (2, 8.2, True),
)
BEYOND = (8.5, True)
# Points and ruled lines for notes: a handout of one page is worth the lines and a little of the size.
HANDOUT_FORMS = ((12.0, 3), (12.0, 0), (11.5, 0), (11.0, 0))
LARGE_PRINT_FORM = (16.0, 3)
LEFT_OUT = "notes on single findings, what patients may have read and the references in full"


def render(
    document: ConditionDocument,
    edition: SheetEdition,
    *,
    kind: Kind = "clinician",
    paper: Paper = "a4",
    large_print: bool = False,
) -> bytes:
    """The sheet as tagged PDF/UA-1: the same arguments give the same bytes.

    The document must embed its findings and references, as an edition does.
    Large print is 16 points and for handouts only. Raises NoHandout where a
    handout is asked of an edition without one.
    """
    if kind == "handout":
        return _handout(handout_sheet(document, edition), paper, large_print=large_print)
    if large_print:
        raise ValueError("large print is for handouts only")
    return _clinician(document, edition, paper)


def _clinician(document: ConditionDocument, edition: SheetEdition, paper: Paper) -> bytes:
    """The first form whose pages hold all of the sheet; what is too long for any takes more pages."""
    sheet = clinician_sheet(document, edition)
    for pages, size, tight in CLINICIAN_FORMS:
        if may_fit(sheet, pages, size, tight=tight):
            made = pdf("clinician", clinician_data(sheet, paper, size, tight=tight))
            if page_count(made) <= pages:
                return made
    return pdf("clinician", clinician_data(sheet, paper, BEYOND[0], tight=BEYOND[1]))


def clinician_data(sheet: ClinicianSheet, paper: Paper, size: float, *, tight: bool) -> dict[str, Any]:
    """What the template of the clinician sheet is filled with, in type of `size` points."""
    origin = f"Fingerprint {sheet.fingerprint}." if tight else f"{_origin(sheet)} "
    return (
        asdict(sheet)
        | _shared(sheet, paper)
        | {
            "title": f"{sheet.name}: clinician sheet",
            "description": sheet.summary,
            "size": size,
            "small": round(size * (0.8 if tight else 0.84), 1),
            "tight": tight,
            "about": (
                f"{sheet.advice} {origin}",
                f"The page {'' if tight else 'there '}also has {LEFT_OUT}.",
            ),
        }
    )


def _handout(sheet: HandoutSheet, paper: Paper, *, large_print: bool) -> bytes:
    """Large print as it comes; ordinary print on one page if that can be, else with room for notes."""
    if large_print:
        return pdf("handout", _handout_data(sheet, paper, LARGE_PRINT_FORM, large=True))
    for form in HANDOUT_FORMS:
        made = pdf("handout", _handout_data(sheet, paper, form, large=False))
        if page_count(made) == 1:
            return made
    return pdf("handout", _handout_data(sheet, paper, HANDOUT_FORMS[0], large=False))


def _handout_data(
    sheet: HandoutSheet, paper: Paper, form: tuple[float, int], *, large: bool
) -> dict[str, Any]:
    size, note_lines = form
    return (
        asdict(sheet)
        | _shared(sheet, paper)
        | {
            "title": f"{sheet.name}: information for patients",
            "description": sheet.what_it_is,
            "size": size,
            "note_lines": note_lines,
            "large": large,
            "map_width": 44,
            "about": (f"{sheet.advice} {_origin(sheet)} ", ""),
        }
    )


def _origin(sheet: Sheet) -> str:
    return (
        f"{sheet.site}, {sheet.edition} of “{sheet.name}”, reviewed {sheet.reviewed}, next review due"
        f" {sheet.review_due}; fingerprint {sheet.fingerprint}; always at"
    )


def _shared(sheet: Sheet, paper: Paper) -> dict[str, Any]:
    return {
        "paper": TYPST_PAPERS[paper],
        "body_map": _body_map(sheet.regions),
        "qr": _qr(sheet.address),
        "foot_title": sheet.name,
        "foot_edition": f"{sheet.edition} · Reviewed {sheet.reviewed} · Review due {sheet.review_due}",
    }


_body_map = lru_cache(maxsize=256)(body_map_svg)
_qr = lru_cache(maxsize=256)(qr_svg)
