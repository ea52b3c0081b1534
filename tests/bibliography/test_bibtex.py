"""BibTeX, read back by an independent parser."""

import bibtexparser
import pytest
from bibtexparser import middlewares

from conditions.bibliography.bibtex import bibtex, escaped, protected
from tests.bibliography import samples
from tests.bibliography.pack import pack


def read_back(text: str, *, decode: bool = False):
    decoding = [middlewares.LatexDecodingMiddleware(keep_braced_groups=False)] if decode else []
    library = bibtexparser.parse_string(text, append_middleware=decoding)
    assert not library.failed_blocks
    return library.entries


def test_article_is_written_as_people_write_it():
    assert bibtex([samples.ARTICLE]) == (
        "@article{grimaldi2017mri,\n"
        "  author = {Grimaldi, A and Mellor, Rebecca and Nicolson, P},\n"
        "  title = {Utility of clinical tests to diagnose {MRI-confirmed} gluteal tendinopathy},\n"
        "  journal = {British Journal of Sports Medicine},\n"
        "  year = {2017},\n"
        "  month = mar,\n"
        "  volume = {51},\n"
        "  number = {6},\n"
        "  pages = {519--524},\n"
        "  issn = {0306-3674},\n"
        "  doi = {10.1136/bjsports-2016-096175},\n"
        "  pmid = {27633027},\n"
        "  language = {en},\n"
        "  keywords = {diagnostic-accuracy},\n"
        "  note = {Specialist clinic.},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("source", "kind", "fields"),
    [
        (samples.BOOK, "book", {"edition": "4th", "address": "St. Louis", "publisher": "Mosby"}),
        (
            samples.CHAPTER,
            "incollection",
            {"booktitle": "Entrapment neuropathy of the lower limbs", "pages": "27--33"},
        ),
        (samples.GUIDELINE, "techreport", {"number": "NG226", "urldate": "2026-01-05", "month": "oct"}),
        (samples.WEBPAGE, "misc", {"url": "https://example.org/trochanteric-bursitis/?a=1&b=2"}),
        (samples.THESIS, "phdthesis", {"school": "Central Michigan University"}),
        (samples.CONFERENCE, "inproceedings", {"booktitle": "2015 ISAKOS Congress"}),
        (samples.PREPRINT, "misc", {"howpublished": "Research Square"}),
    ],
    ids=lambda v: getattr(v, "id", None),
)
def test_kind_of_work_has_its_type_and_fields(source, kind, fields):
    (entry,) = read_back(bibtex([source]))

    assert entry.entry_type == kind
    assert {name: entry.fields_dict[name].value for name in fields} == fields


@pytest.mark.parametrize("issued", ["2017-13", "2017-00"])
def test_month_that_is_none_is_left_out(issued):
    text = bibtex([samples.reference(issued=issued)])

    assert "year = {2017}" in text
    assert "month" not in text


def test_group_is_one_author_even_with_an_and():
    (entry,) = bibtexparser.parse_string(
        bibtex([samples.GUIDELINE]),
        append_middleware=[middlewares.SeparateCoAuthors()],
    ).entries

    assert entry.fields_dict["author"].value == ["{National Institute for Health and Care Excellence}"]


def test_suffix_stands_between_family_and_given_name():
    source = samples.reference(people="Gilstrap, Larry C Jr")

    assert "author = {Gilstrap, Jr, Larry C}" in bibtex([source])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smith & Jones, 50 % of_#1 ${x}", r"Smith \& Jones, 50 \% of\_\#1 \$\{x\}"),
        ("a~b^c\\d", r"a\textasciitilde{}b\textasciicircum{}c\textbackslash{}d"),
        ("Özçakar", "Özçakar"),
        ("outcome--a study", "outcome-{}-a study"),
    ],
)
def test_characters_of_latex_are_escaped(text, expected):
    assert escaped(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The MRI of hips", "The {MRI} of hips"),
        ("A study by McGee", "A study by {McGee}"),
        ("L5 and S1 pain", "{L5} and {S1} pain"),
        ("Vitamin D in adults", "Vitamin {D} in adults"),
        ("Gluteal pain: A review", "Gluteal pain: A review"),
    ],
)
def test_capitals_that_belong_to_a_word_are_protected(title, expected):
    assert protected(title) == expected


@pytest.mark.slow
def test_pack_is_read_back_whole():
    entries = read_back(bibtex(pack()), decode=True)

    assert [e.key for e in entries] == [r.id for r in pack()]
    for entry, source in zip(entries, pack(), strict=True):
        fields = {name: field.value for name, field in entry.fields_dict.items()}
        assert fields["title"].replace("{", "").replace("}", "") == source.title
        assert fields.get("doi") == source.DOI
        assert fields.get("year") == (str(source.year) if source.year else None)
        assert len([a for a in fields.get("author", "").split(" and ") if a]) >= len(source.author)
