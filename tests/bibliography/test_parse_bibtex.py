"""BibTeX from our own downloads and from other programs."""

import pytest

from conditions.bibliography.bibtex import bibtex
from conditions.bibliography.latex import from_latex
from conditions.bibliography.parse_bibtex import parse_bibtex
from conditions.document import as_plain
from tests.bibliography import samples
from tests.bibliography.pack import pack

MIXED = r"""
% a comment line
@comment{ ignored {nested} }
@string{bjsm = "British Journal of Sports Medicine"}
@Article{grimaldi,
  Author  = {Ludwig van Beethoven and {\"O}z{\c{c}}akar, Levent and {World Health Organization} and
             Gilstrap, Jr, Larry C and others},
  title   = "The {MRI} of {H}ips",
  journal = bjsm # { Extra},
  year    = 2017, month = mar,
  pages   = {519--24},
  doi     = {https://doi.org/10.1136/bjsports-2016-096175},
}
@misc{page, title = {A page}, url = {https://example.org/?a=1&b=2}, urldate = {2026-01-05}}
"""


def test_mixed_file_is_read():
    article, page = parse_bibtex(MIXED).drafts

    assert article.values == {
        "type": "article-journal",
        "title": "The MRI of Hips",
        "author": [
            {"family": "van Beethoven", "given": "Ludwig"},
            {"family": "Özçakar", "given": "Levent"},
            {"literal": "World Health Organization"},
            {"family": "Gilstrap", "given": "Larry C Jr"},
        ],
        "container-title": "British Journal of Sports Medicine Extra",
        "issued": "2017-03",
        "page": "519-524",
        "DOI": "10.1136/bjsports-2016-096175",
    }
    assert article.place == "Entry grimaldi (line 5)"
    assert page.values["type"] == "webpage"
    assert page.values["URL"] == "https://example.org/?a=1&b=2"
    assert page.values["accessed"] == "2026-01-05"


def test_pack_comes_back_from_our_own_file():
    parsed = parse_bibtex(bibtex(pack()))

    assert parsed.faults == ()
    assert [as_plain(d.reference(identity=d.key)) for d in parsed.drafts] == [as_plain(r) for r in pack()]


@pytest.mark.parametrize(
    "source",
    [s for s in samples.EVERY_KIND if s.type not in ("dataset", "standard")],
    ids=lambda r: r.id,
)
def test_every_kind_that_bibtex_knows_comes_back_from_our_own_file(source):
    (draft,) = parse_bibtex(bibtex([source])).drafts

    # BibTeX has days of publication in no field.
    month = str(source.issued)[:7] if source.issued else None
    expected = as_plain(source) | (
        {"issued": source.year if month == str(source.year) else month} if month else {}
    )
    assert as_plain(draft.reference(identity=draft.key)) == expected


def test_file_that_is_cut_short_keeps_its_whole_entries():
    text = bibtex([samples.BOOK, samples.CHAPTER, samples.ARTICLE])

    parsed = parse_bibtex(text[: text.index("51}")])

    assert [d.key for d in parsed.drafts] == [samples.BOOK.id, samples.CHAPTER.id]
    assert parsed.faults == (
        (
            "Entry grimaldi2017mri (line 24): the file ends before its closing brace, so it was left out. "
            "Is the file whole?"
        ),
    )


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("@article{a, title = {One} year = 2017}", "a comma is missing after the field “title”"),
        ("@article{a, title {One}}", "the field “title” has no “=”"),
        ("@article{, title = {One}}", "it has no key"),
        ("@article{a, title = {One}, = 3}", "it holds something that is no field"),
        ("@article{a, title = }", "it has a field without a value"),
    ],
)
def test_broken_entry_is_told_and_the_next_one_is_read(entry, complaint):
    parsed = parse_bibtex(f"{entry}\n@book{{b, title = {{Two}}}}\n")

    assert [d.title for d in parsed.drafts] == ["Two"]
    assert len(parsed.faults) == 1
    assert complaint in parsed.faults[0]
    assert "line 1" in parsed.faults[0]


def test_file_of_broken_entries_is_given_up():
    parsed = parse_bibtex("@article{a, title = {One\n" * 2000)

    assert parsed.drafts == ()
    assert parsed.faults[-1] == "More than 50 entries are broken: the rest was not read."


def test_text_without_an_entry_is_a_fault():
    assert parse_bibtex("hello").faults == (
        "No BibTeX entry was found: an entry starts with a line “@article{key,”.",
    )


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\"o}", "ö"),
        (r"\'{e}", "é"),
        (r"\'e", "é"),
        (r"\~n", "ñ"),
        (r"\'\i", "í"),
        (r"\v{c}", "č"),
        (r"\c c", "ç"),
        (r"{\o}stgaard", "østgaard"),
        (r"Stra\ss e", "Straße"),
        (r"Smith \& Jones, 50\%", "Smith & Jones, 50%"),
        (r"\{a\}", "{a}"),
        (r"a\textasciitilde{}b", "a~b"),
        (r"\emph{in vivo} \textbf{x}", "in vivo x"),
        ("1990--2000", "1990–2000"),
        ("outcome-{}-a", "outcome--a"),
        ("``pain''", "“pain”"),
        ("Dr.~Doe", "Dr. Doe"),
    ],
)
def test_latex_becomes_text(latex, text):
    assert from_latex(latex) == text
