"""The clinician sheet against the document it is made from."""

import shutil
from functools import cache

import pytest

from conditions.sheets.clinician import clinician_sheet
from conditions.sheets.render import render
from conditions.sheets.typesetting import page_count
from tests.sheets.editions import PRIMARY, content, document, edition
from tests.sheets.reading import squeezed, text_of, visible_text

SLUGS = sorted(content().conditions)


@cache
def made(slug, paper="a4"):
    return render(document(slug), edition(slug), paper=paper)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_condition_of_the_pack_takes_at_most_two_pages_of_a4(slug):
    assert page_count(made(slug)) <= 2


def test_a_condition_of_middling_length_takes_one_page():
    assert page_count(made("meralgia-paraesthetica")) == 1


@cache
def squeezed_text(slug):
    return squeezed(text_of(made(slug)))


def expected(slug):
    """Every string of the document that its sheet owes the reader."""
    whole = document(slug)
    names = {f.id: f.name for f in whole.vocabulary}
    yield from (whole.name, whole.summary, whole.typical_patient or "", *whole.synonyms)
    yield from (code.code for code in whole.codes)
    yield from (s.text for _, s in whole.statements())
    for finding in whole.vocabulary:
        if finding.urgency:
            yield from (finding.name, finding.action or "")
    for a in whole.findings:
        if a.salient or a.hallmark:
            yield names[a.finding]
        for row in a.accuracy:
            yield from (names[a.finding], row.reference_standard, row.population or "")
            yield from (str(v) for v in (row.sensitivity, row.specificity, row.n) if v is not None)
            yield from (f"{v:g}" for v in (row.lr_positive, row.lr_negative) if v is not None)
            ratios = (row.lr_positive_interval, row.lr_negative_interval)
            yield from (f"{low:g}–{high:g}" for low, high in filter(None, ratios))
            shares = (row.sensitivity_interval, row.specificity_interval)
            yield from (f"{low:.2f}–{high:.2f}" for low, high in filter(None, shares))
    for i in whole.management:
        yield from (i.name, i.text)
    for d in whole.differentials:
        yield from (d.condition.replace("-", " ").capitalize(), d.text)


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_of_the_document_is_missing(slug):
    text = squeezed_text(slug)

    assert [s for s in expected(slug) if squeezed(s) not in text] == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext of poppler-utils")
@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("slug", PRIMARY)
def test_nothing_is_cut_at_the_edge_of_the_paper(slug, paper, tmp_path):
    text = squeezed(visible_text(made(slug, paper), tmp_path))

    assert [s for s in expected(slug) if squeezed(s) not in text] == []


def test_every_number_that_is_cited_stands_in_the_references():
    sheet = clinician_sheet(document(PRIMARY[0]), edition(PRIMARY[0]))

    said = [s for part in (*sheet.parts, *sheet.care) for s in part.said] + list(sheet.differentials)
    cited = {n for s in said for n in s.cites} | {t.cite for t in sheet.tests}
    assert [source.number for source in sheet.sources] == sorted(cited)


def test_citation_numbers_are_those_of_the_page():
    whole = document(PRIMARY[0])
    sheet = clinician_sheet(whole, edition(PRIMARY[0]))

    first = whole.sections[0].statements[0]
    assert sheet.parts[0].said[0].cites == tuple(whole.cited_ids().index(c) + 1 for c in first.citations)


def test_shares_are_never_rounded():
    rows = {(t.name, t.cite): t for t in clinician_sheet(document(PRIMARY[0]), edition(PRIMARY[0])).tests}

    stance = [t for (name, _), t in rows.items() if name == "Single-leg stance for 30 seconds"]
    assert [(t.sensitivity, t.specificity) for t in stance] == [("0.38", "1.00"), ("1.00", "0.973")]


def test_a_ratio_that_was_computed_is_marked():
    tests = clinician_sheet(document(PRIMARY[0]), edition(PRIMARY[0])).tests

    assert {t.lr_positive for t in tests if t.name == "Single-leg stance for 30 seconds"} == {"12", "37*"}


def test_a_condition_that_is_an_emergency_says_so():
    assert "This condition is an emergency: act the same day." in text_of(made("cauda-equina-syndrome"))


def test_flags_of_the_same_day_stand_first():
    soon = [f.soon for f in clinician_sheet(document(PRIMARY[0]), edition(PRIMARY[0])).flags]

    assert soon == sorted(soon, key=["Same day", "Within days"].index)
    assert set(soon) == {"Same day", "Within days"}
