"""RIS from our own downloads and from other programs."""

import pytest

from conditions.bibliography.parse_ris import parse_ris
from conditions.bibliography.ris import ris
from conditions.document import as_plain
from tests.bibliography import samples
from tests.bibliography.pack import pack

PUBLISHER = """\ufeff
TY  - JOUR
T1  - Hip pain in <i>runners</i> &amp; walkers.
A1  - Doe, Ann B.
A1  - van der Roe, B
A1  - Smith JA
A1  - Hip Study Group
JF  - British Journal of Sports Medicine
JO  - Br J Sports Med
Y1  - 2017/03/04/
VL  - 51
CP  - 6
SP  - 519
EP  - 24
DO  - https://doi.org/10.1136/bjsports-2016-096175.
AB  - An abstract
  over two lines.
UR  - http://bjsm.bmj.com/content/51/6/519.abstract
M3  - 10.1136/bjsports-2016-096175
ER  -
"""


def test_publishers_record_is_read():
    (draft,) = parse_ris(PUBLISHER).drafts

    assert draft.values == {
        "type": "article-journal",
        "title": "Hip pain in runners & walkers",
        "author": [
            {"family": "Doe", "given": "Ann B."},
            {"family": "van der Roe", "given": "B"},
            {"family": "Smith", "given": "JA"},
            {"literal": "Hip Study Group"},
        ],
        "container-title": "British Journal of Sports Medicine",
        "issued": "2017-03-04",
        "volume": "51",
        "issue": "6",
        "page": "519-524",
        "DOI": "10.1136/bjsports-2016-096175",
        "URL": "http://bjsm.bmj.com/content/51/6/519.abstract",
    }
    assert draft.place == "Record 1 (line 2)"
    assert draft.warnings == ()


@pytest.mark.parametrize("source", samples.EVERY_KIND, ids=lambda r: r.id)
def test_every_kind_comes_back_from_our_own_file(source):
    (draft,) = parse_ris(ris([source])).drafts

    assert as_plain(draft.reference(identity=draft.key)) == as_plain(source)


def test_pack_comes_back_from_our_own_file():
    parsed = parse_ris(ris(pack()))

    assert parsed.faults == ()
    assert [as_plain(d.reference(identity=d.key)) for d in parsed.drafts] == [as_plain(r) for r in pack()]


def test_record_without_an_end_is_kept_with_a_warning():
    (first, last) = parse_ris("TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nPY  - 20").drafts

    assert [d.title for d in (first, last)] == ["One", "Two"]
    assert "The record has no end (ER): the file may be cut short." in last.warnings
    assert "The date “20” could not be read and was left out." in last.warnings


def test_record_without_a_title_is_a_fault_that_says_where():
    parsed = parse_ris("TY  - JOUR\nAU  - Doe, A\nER  - \nTY  - JOUR\nTI  - Two\nER  - \n")

    assert parsed.faults == ("Record 1 (line 1): has no title, so it was left out.",)
    assert [d.title for d in parsed.drafts] == ["Two"]


@pytest.mark.parametrize(
    ("lines", "warning"),
    [
        (["TY  - HEAR"], "The type HEAR is not known here; it was read as an article."),
        (["TY  - JOUR", "DO  - none"], "The DOI “none” could not be read and was left out."),
        (["TY  - JOUR", "UR  - ftp://example.org"], "The URL can't be used and was left out: "),
        (["TY  - JOUR", "VL  - " + "1" * 301], "The volume can't be used and was left out: "),
        (["TY  - JOUR", "AU  - Ann Doe"], "“Ann Doe” has no comma and was read as a group: "),
    ],
)
def test_odd_value_is_left_out_with_a_warning(lines, warning):
    (draft,) = parse_ris("\n".join([*lines, "TI  - Hip pain", "ER  - "])).drafts

    assert any(w.startswith(warning) for w in draft.warnings)
    assert draft.reference(identity="x", design="cohort").title == "Hip pain"


@pytest.mark.parametrize("text", ["", "\n\n", "TY - \n", "hello"])
def test_text_without_a_record_is_a_fault(text):
    parsed = parse_ris(text)

    assert parsed.drafts == ()
    assert len(parsed.faults) == 1


def test_scripts_stay_text():
    (draft,) = parse_ris("TY  - JOUR\nTI  - <script>alert(1)</script> pain\nER  - \n").drafts

    assert draft.title == "<script>alert(1)</script> pain"


@pytest.mark.parametrize(
    ("title", "design"),
    [
        ("Exercise for hips: a systematic review and meta-analysis", "meta-analysis"),
        ("Shoe inserts: a randomized controlled trial", "randomised-trial"),
        ("Diagnostic accuracy of the FABER test", "diagnostic-accuracy"),
        ("Pain in the buttock", None),
    ],
)
def test_design_is_suggested_by_the_title(title, design):
    (draft,) = parse_ris(f"TY  - JOUR\nTI  - {title}\nER  - \n").drafts

    assert draft.design == design


@pytest.mark.slow
def test_five_thousand_records_are_read():
    text = "".join(f"TY  - JOUR\r\nTI  - Hip pain {n}\r\nPY  - 2020\r\nER  - \r\n" for n in range(5000))

    parsed = parse_ris(text)

    assert len(parsed.drafts) == 5000
    assert parsed.faults == ()
