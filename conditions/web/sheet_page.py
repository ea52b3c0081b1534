"""The sheet and the handout as pages: the same data as on paper, with the ways to print it.

The output is shown by tests/web/test_sheets.py.
"""

from dataclasses import dataclass

from conditions.document import ConditionDocument
from conditions.sheets.clinician import clinician_sheet
from conditions.sheets.edition import SheetEdition
from conditions.sheets.handout import HandoutSheet, handout_sheet
from conditions.sheets.parts import ClinicianSheet, TestRow
from conditions.web.body_map import BodyMap, where_it_hurts
from conditions.web.print_options import PAPER_WORDS, PrintOptions


@dataclass(frozen=True)
class PdfLink:
    """A PDF in one form."""

    label: str
    url: str


@dataclass(frozen=True)
class SheetPage:
    """Context of conditions/sheet.html."""

    sheet: ClinicianSheet
    map: BodyMap
    pdfs: tuple[PdfLink, ...]
    page_url: str
    computed: bool
    intervals: bool


@dataclass(frozen=True)
class HandoutPage:
    """Context of conditions/handout.html."""

    sheet: HandoutSheet
    map: BodyMap
    pdfs: tuple[PdfLink, ...]
    page_url: str
    large_print: bool
    other_print: PdfLink


def sheet_page(
    document: ConditionDocument, edition: SheetEdition, *, pdf_url: str, page_url: str
) -> SheetPage:
    """The clinician sheet whole: a page on a screen has room for every section."""
    sheet = clinician_sheet(document, edition)
    return SheetPage(
        sheet=sheet,
        map=where_it_hurts(document.regions),
        pdfs=tuple(
            PdfLink(f"PDF, {words}", pdf_url + PrintOptions(paper=paper).to_params())  # type: ignore[arg-type]
            for paper, words in PAPER_WORDS.items()
        ),
        page_url=page_url,
        computed=any(_is_computed(row) for row in sheet.tests),
        intervals=any(row.limits for row in sheet.tests),
    )


def handout_page(
    document: ConditionDocument,
    edition: SheetEdition,
    *,
    pdf_url: str,
    page_url: str,
    large_print: bool,
) -> HandoutPage:
    """The handout. Raises NoHandout where the edition has none."""
    return HandoutPage(
        sheet=handout_sheet(document, edition),
        map=where_it_hurts(document.regions),
        pdfs=tuple(
            PdfLink(
                f"PDF, {words}, large print" if large else f"PDF, {words}",
                pdf_url + PrintOptions(paper=paper, large_print=large).to_params(),  # type: ignore[arg-type]
            )
            for large in (False, True)
            for paper, words in PAPER_WORDS.items()
        ),
        page_url=page_url,
        large_print=large_print,
        other_print=PdfLink(
            "Ordinary print" if large_print else "Large print", "?large=0" if large_print else "?large=1"
        ),
    )


def _is_computed(row: TestRow) -> bool:
    return "*" in row.lr_positive + row.lr_negative
