"""The comparison and the red flags as PDF: all that their pages say, in any form, for any address."""

import pytest

from conditions.catalogue import findings as catalogue_findings
from conditions.catalogue.documents import published_among
from conditions.sheets.comparison import (
    ComparedCell,
    ComparedGroup,
    ComparedRow,
    ComparisonSheet,
    render_comparison,
)
from conditions.sheets.red_flags import RedFlagsSheet, render_red_flags
from conditions.web.presenters.compare import compare
from tests.sheets.reading import reader, squeezed, tags_of, text_of

pytestmark = pytest.mark.django_db

TWO = ["greater-trochanteric-pain-syndrome", "gluteal-tendon-tear"]
THREE = [*TWO, "hip-osteoarthritis"]


def address(slugs, more=""):
    return "/compare.pdf?" + "&".join(f"c={slug}" for slug in slugs) + more


def test_the_red_flags_name_every_urgent_finding_with_its_action_on_one_page(client):
    response = client.get("/red-flags.pdf")

    urgent = [f for f in catalogue_findings.findings() if f.urgency]
    text = squeezed(text_of(response.content))
    owed = [words for f in urgent for words in (f.name, f.action, f.definition or "")]
    assert urgent
    assert [words for words in owed if squeezed(words) not in text] == []
    assert "Conditionsthatareurgentthemselves" in text
    assert len(reader(response.content).pages) == 1


def test_the_comparison_holds_every_row_and_ratio_of_the_page(client):
    documents = published_among(TWO)
    comparison = compare([documents[slug] for slug in TWO])

    text = squeezed(text_of(client.get(address(TWO)).content))

    rows = comparison.differing + comparison.same
    owed = [row.finding.name for row in rows]
    owed += [f"LR+ {cell.lr_positive}" for row in rows for cell in row.cells if cell.lr_positive]
    owed += [f"LR− {cell.lr_negative}" for row in rows for cell in row.cells if cell.lr_negative]
    owed += [value for _, values in comparison.particulars for value in values]
    assert [words for words in owed if squeezed(words) not in text] == []


@pytest.mark.parametrize(("slugs", "upright"), [(TWO, True), (THREE, False)])
def test_more_than_two_conditions_lie_on_their_side(client, slugs, upright):
    box = reader(client.get(address(slugs, "&paper=letter")).content).pages[0].mediabox

    assert (box.height > box.width) is upright
    assert {round(box.width), round(box.height)} == {612, 792}


def test_the_footer_names_the_editions_and_the_address(client):
    text = " ".join(reader(client.get(address(TWO)).content).pages[0].extract_text().split())

    assert "GTPS: edition 1" in text
    assert "/compare/?c=greater-trochanteric-pain-syndrome&c=gluteal-tendon-tear" in squeezed(text)


@pytest.mark.parametrize("path", ["/red-flags.pdf", address(TWO)])
def test_it_is_tagged_and_the_same_each_time(client, path):
    first, second = client.get(path), client.get(path)

    assert first.content == second.content
    assert first["ETag"] == second["ETag"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in first.content
    assert "H1" in tags_of(first.content)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(path, headers={"Range": "bytes=0-4"}).content == b"%PDF-"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/compare.pdf", "Name 2 to 4 conditions to compare"),
        (address(TWO[:1]), "Name 2 to 4 conditions to compare"),
        (address([*TWO, "nonsense"]), "There is no published condition “nonsense”."),
        (address(["a", "b", "c", "d", "e"]), "At most 4 conditions fit side by side"),
        (address(TWO, "&paper=a3"), "“paper” must be one of a4 and letter"),
        (address(TWO, "&large=1"), "Large print is for handouts only"),
        ("/red-flags.pdf?paper=a3", "“paper” must be one of a4 and letter"),
    ],
)
def test_a_wrong_address_is_400_with_the_reason(client, path, sentence):
    response = client.get(path)

    assert response.status_code == 400
    assert sentence in response.content.decode()


@pytest.mark.parametrize("text", ['#eval("1") $x$ [a] *b*', "臀 and κ", "x" * 200])
def test_any_text_is_set_as_it_is(text):
    cell = ComparedCell(often=text, rank=2, hallmark=True, figures=text)
    group = ComparedGroup(text, (ComparedRow(text, text, (cell, ComparedCell())),))
    sheet = ComparisonSheet(
        names=(text, text), editions=("1", "2"), particulars=((text, (text, "")),), groups=(group,),
        told=((text, text),), address="https://glutes.example/", site="Glutes",
    )  # fmt: skip

    shown = squeezed(text.replace("臀", "[U+81C0]"))
    assert squeezed(text_of(render_comparison(sheet))).count(shown) >= 6


def test_no_red_flag_makes_an_empty_page():
    empty = RedFlagsSheet(
        groups=(), conditions=(), state="", address="https://glutes.example/", site="Glutes"
    )

    assert "For health professionals" in text_of(render_red_flags(empty))


def test_pages_offer_their_pdf(client):
    assert 'href="/red-flags.pdf"' in client.get("/red-flags/").content.decode()
    page = client.get(address(TWO).replace(".pdf", "/")).content.decode()
    assert f'href="{address(TWO).replace("&", "&amp;")}"' in page
