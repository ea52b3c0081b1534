"""The patient handout against the document it is made from."""

import re

import pytest

from conditions.bodymap import REGION_NAMES
from conditions.sheets.handout import NoHandout
from conditions.sheets.render import render
from conditions.sheets.typesetting import page_count
from conditions.sheets.words import PLAIN_REGIONS
from tests.sheets.editions import content, document, edition
from tests.sheets.reading import reader, squeezed, text_of

SLUGS = sorted(content().conditions)


def made(slug, **options):
    return render(document(slug), edition(slug), kind="handout", **options)


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_of_the_handout_is_missing(slug, large_print):
    words = document(slug).handout
    text = squeezed(text_of(made(slug, large_print=large_print)))

    owed = (words.what_it_is, *words.what_helps, *words.what_to_avoid, *words.when_to_get_help)
    assert [s for s in owed if squeezed(s) not in text] == []


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("slug", SLUGS)
def test_ordinary_print_is_one_page_and_large_print_two(slug, paper):
    assert page_count(made(slug, paper=paper)) == 1
    assert page_count(made(slug, paper=paper, large_print=True)) == 2


def sizes_of(sheet):
    sizes = set()

    def note(text, _cm, tm, _font, size):
        if text.strip():
            sizes.add(round(size * abs(tm[3]), 1))

    for page in reader(sheet).pages:
        page.extract_text(visitor_text=note)
    return sizes


def test_large_print_is_at_least_16_points_above_the_footer():
    small = {size for size in sizes_of(made(SLUGS[0], large_print=True)) if size < 16}

    assert small == {11.0}


def test_regions_have_plain_names():
    assert set(PLAIN_REGIONS) == set(REGION_NAMES)
    assert "Side of the hip, outside of the thigh and middle of the buttock." in text_of(
        made("greater-trochanteric-pain-syndrome")
    )


def test_no_clinical_reference_reaches_the_patient():
    assert not re.search(r"doi\.org|et al", text_of(made("greater-trochanteric-pain-syndrome")))


def test_an_edition_without_handout_says_so():
    bare = document(SLUGS[0]).model_copy(update={"handout": None})

    with pytest.raises(NoHandout, match="has no patient handout"):
        render(bare, edition(SLUGS[0]), kind="handout")


def test_large_print_is_for_handouts_only():
    with pytest.raises(ValueError, match="handouts only"):
        render(document(SLUGS[0]), edition(SLUGS[0]), large_print=True)
