"""What every sheet is as a PDF: tagged, titled, self-contained, the same bytes each time, safe with any text."""

import threading
from functools import cache, partial

import pytest

from conditions.sheets.edition import SheetEdition
from conditions.sheets.render import render
from conditions.sheets.typesetting import page_count
from tests.sheets.editions import document, edition
from tests.sheets.reading import fonts_of, reader, squeezed, tags_of, text_of

SLUG = "greater-trochanteric-pain-syndrome"
ADDRESS = f"https://glutes.example/conditions/{SLUG}/e/3/"


@cache
def made(kind="clinician", **options):
    return render(document(SLUG), edition(SLUG), kind=kind, **options)


@pytest.mark.parametrize("kind", ["clinician", "handout"])
def test_the_same_edition_gives_the_same_bytes(kind):
    assert render(document(SLUG), edition(SLUG), kind=kind) == made(kind)


def test_threads_give_the_same_bytes_as_one():
    wanted = made("handout")
    results = []
    again = partial(render, document(SLUG), edition(SLUG), kind="handout")
    threads = [threading.Thread(target=lambda: results.append(again())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == [wanted] * 6


@pytest.mark.parametrize("kind", ["clinician", "handout"])
def test_it_declares_pdf_ua_title_and_language(kind):
    sheet = made(kind)
    pdf = reader(sheet)
    root = pdf.trailer["/Root"]

    assert b"<pdfuaid:part>1</pdfuaid:part>" in sheet
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title.startswith("Greater trochanteric pain syndrome: ")


def test_it_holds_no_date_of_making():
    assert made().count(b"CreateDate") == 0
    assert reader(made()).metadata.creation_date is None


def test_the_structure_has_headings_a_table_with_headers_and_links():
    tags = tags_of(made())

    assert tags.count("H1") == 1
    assert tags.index("H1") < tags.index("H2") < tags.index("Table")
    assert tags.count("TH") == 8
    assert {"Link", "Figure", "P", "THead", "TBody"} <= set(tags)


def test_handout_points_are_lists():
    assert {"L", "LI", "LBody", "H1", "H2", "Figure"} <= set(tags_of(made("handout")))


@pytest.mark.parametrize("kind", ["clinician", "handout"])
def test_fonts_are_embedded_and_ours(kind):
    fonts = fonts_of(made(kind))

    assert all(fonts.values())
    assert {name.split("-")[0] for name in fonts} <= {"AtkinsonHyperlegibleNext", "DejaVuSansMono"}


@pytest.mark.parametrize(("paper", "points"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper_sizes(paper, points):
    box = reader(made(paper=paper)).pages[0].mediabox

    assert (round(box.width), round(box.height)) == points


def test_the_footer_of_every_page_says_what_it_is():
    pages = reader(made()).pages
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert (
            f"Edition 3 · Reviewed 21 November 2026 · Review due 21 November 2028 Page {number} of {len(pages)}"
            in " ".join(text.split())
        )
        assert ADDRESS in text


def test_the_address_is_a_link_in_the_text():
    links = {
        note.get_object()["/A"]["/URI"] for page in reader(made()).pages for note in page.get("/Annots", [])
    }

    assert ADDRESS in links
    assert "https://doi.org/10.1136/bmj.k1662" in links


def test_a_draft_says_so_on_every_page():
    draft = SheetEdition(number=None, sha256="0" * 64, address="https://glutes.example/")
    pages = reader(render(document(SLUG), draft)).pages

    assert all("DRAFT" in page.extract_text() for page in pages)
    assert "Draft: not reviewed, not published" in pages[0].extract_text()


def test_a_withdrawn_edition_says_so_on_every_page_with_the_reason():
    gone = SheetEdition(number=3, sha256="0" * 64, address=ADDRESS, withdrawn="A figure was wrong.")
    pages = reader(render(document(SLUG), gone, kind="handout", large_print=True)).pages

    assert all("WITHDRAWN" in page.extract_text() for page in pages)
    assert "Withdrawn: A figure was wrong." in pages[0].extract_text()


HOSTILE = [
    '#eval("1+1") $x^2$ #import "@preview/x:0.1.0": * ',
    "\\u{41} // comment /* */ = heading *bold* _it_ `raw` <label> @ref [content] {code}",
    "quotes \" and ' and “these” and \\ backslash #sys.inputs.data",
    "κ = 0.6, μ ≥ 3 → 4, Жы, Łódź, Čeněk, ½ ∞ ≈",
]


def renamed(**update):
    return document(SLUG).model_copy(update=update)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["clinician", "handout"])
def test_text_is_set_and_never_evaluated(text, kind):
    handout = document(SLUG).handout.model_copy(update={"what_it_is": text})
    sheet = render(renamed(name=text, summary=text, handout=handout), edition(SLUG), kind=kind)

    assert squeezed(text_of(sheet)).count(squeezed(text)) >= 2


def test_what_has_no_glyph_is_named_by_its_number():
    sheet = render(renamed(summary="臀 hurts 😀 ệ ﬁ‮x​y\tz"), edition(SLUG))

    assert squeezed("[U+81C0] hurts [U+1F600]") in squeezed(text_of(sheet))


@pytest.mark.slow
def test_a_document_far_beyond_two_pages_is_set_whole():
    section = next(s for s in document(SLUG).sections if s.kind == "examination")
    many = tuple(s.model_copy(update={"id": None}) for s in section.statements) * 15
    sheet = render(renamed(sections=(section.model_copy(update={"statements": many}),)), edition(SLUG))

    assert page_count(sheet) > 2
    assert squeezed(text_of(sheet)).count(squeezed(section.statements[0].text)) == 15


def test_a_word_without_end_stays_on_the_page():
    sheet = render(renamed(name="x" * 300, synonyms=("y" * 300,)), edition(SLUG))

    assert squeezed(text_of(sheet)).count("x" * 300) >= 1


def test_a_bare_document_makes_a_sheet():
    bare = renamed(
        abbreviation=None, synonyms=(), codes=(), typical_patient=None, sections=(), findings=(),
        differentials=(), management=(), claims=(), vocabulary=(), bibliography=(), reviewed_on=None,
        review_due=None,
    )  # fmt: skip

    assert "Reviewed —" in reader(render(bare, edition(SLUG))).pages[0].extract_text()
