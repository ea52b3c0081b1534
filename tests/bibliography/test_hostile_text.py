"""Whatever a file holds, reading it ends in drafts and sentences, never in an exception."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conditions.bibliography.bibtex import bibtex
from conditions.bibliography.coins import coins
from conditions.bibliography.draft import clean
from conditions.bibliography.formats import READERS
from conditions.bibliography.parse_bibtex import parse_bibtex
from conditions.bibliography.parse_ris import parse_ris
from conditions.bibliography.ris import ris
from conditions.bibliography.vancouver import vancouver
from tests.bibliography.samples import reference

pytestmark = pytest.mark.slow

LINES = st.lists(
    st.sampled_from(
        [
            "TY  - JOUR",
            "TI  - Hip {pain",
            "ER  - ",
            "PMID- 1",
            "@article{a,",
            'title = "x',
            "author = {A and B}}",
            "}",
            '[{"id": 1, "title": "x"',
            "}]",
            "\\'{e} # , = (",
            "PY  - 2017/13/45",
            "SP  - -",
            "",
        ]
    )
    | st.text(max_size=30),
    max_size=12,
)
# What the content format allows in a title, on one line and without markup.
TITLES = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]),
        min_size=1,
        max_size=60,
    )
    .map(clean)
    .filter(lambda title: title and not title.endswith("."))
)


@pytest.mark.parametrize("name", READERS)
@settings(deadline=None)
@given(lines=LINES)
def test_any_text_gives_drafts_or_sentences(name, lines):
    parsed = READERS[name]("\n".join(lines))

    assert parsed.drafts or parsed.faults
    for draft in parsed.drafts:
        assert draft.reference(identity="x", design="cohort").title == draft.title


@settings(deadline=None)
@given(title=TITLES)
def test_any_title_survives_ris(title):
    (draft,) = parse_ris(ris([reference(title=title)])).drafts

    assert draft.title == title


@settings(deadline=None)
@given(title=TITLES.filter(lambda t: not set("`'") & set(t)))
def test_any_title_survives_bibtex(title):
    (draft,) = parse_bibtex(bibtex([reference(title=title)])).drafts

    assert draft.title == title


@settings(deadline=None)
@given(title=TITLES)
def test_any_title_is_formatted_with_every_character(title):
    source = reference(title=title)

    assert title in vancouver(source).text
    assert parse_qs(coins(source))["rft.atitle"] == [title]
