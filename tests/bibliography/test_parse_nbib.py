"""PubMed's MEDLINE format."""

import pytest

from conditions.bibliography.parse_nbib import parse_nbib

ARTICLE = """
PMID- 27633027
OWN - NLM
STAT- MEDLINE
IS  - 1473-0480 (Electronic)
IS  - 0306-3674 (Linking)
VI  - 51
IP  - 6
DP  - 2017 Mar
TI  - Utility of clinical tests to diagnose MRI-confirmed gluteal tendinopathy in
      patients presenting with lateral hip pain.
PG  - 519-524
LID - 10.1136/bjsports-2016-096175 [doi]
AB  - BACKGROUND: An abstract.
FAU - Grimaldi, Alison
AU  - Grimaldi A
FAU - Mellor, Rebecca
AU  - Mellor R
CN  - Hip Study Group
LA  - eng
PT  - Journal Article
PL  - England
TA  - Br J Sports Med
JT  - British journal of sports medicine
PMC - PMC1234567
"""


def record(*lines: str):
    (draft,) = parse_nbib("\n".join(["PMID- 1", "TI  - Hip pain.", *lines])).drafts
    return draft


def test_article_is_read():
    (draft,) = parse_nbib(ARTICLE).drafts

    assert draft.values == {
        "type": "article-journal",
        "title": (
            "Utility of clinical tests to diagnose MRI-confirmed gluteal tendinopathy in patients presenting "
            "with lateral hip pain"
        ),
        "author": [
            {"family": "Grimaldi", "given": "Alison"},
            {"family": "Mellor", "given": "Rebecca"},
            {"literal": "Hip Study Group"},
        ],
        "container-title": "British journal of sports medicine",
        "issued": "2017-03",
        "volume": "51",
        "issue": "6",
        "page": "519-524",
        "language": "en",
        "DOI": "10.1136/bjsports-2016-096175",
        "PMID": "27633027",
        "PMCID": "PMC1234567",
        "ISSN": "1473-0480",
    }
    assert draft.standing == "good"


def test_several_records_are_parted_at_their_pmid():
    drafts = parse_nbib(ARTICLE + "\nPMID- 2\nTI  - Two.\nAU  - Doe A\n").drafts

    assert [d.key for d in drafts] == ["27633027", "2"]
    assert drafts[1].values["author"] == [{"family": "Doe", "given": "A"}]
    assert drafts[1].place == "Record 2 (line 27)"


@pytest.mark.parametrize(
    ("types", "design"),
    [
        (["Journal Article", "Randomized Controlled Trial"], "randomised-trial"),
        (["Systematic Review", "Meta-Analysis", "Review"], "meta-analysis"),
        (["Practice Guideline"], "guideline"),
        (["Case Reports"], "case-report"),
        (["Review"], "narrative-review"),
        (["Journal Article"], None),
    ],
)
def test_design_is_suggested_by_the_publication_types(types, design):
    assert record(*(f"PT  - {name}" for name in types)).design == design


@pytest.mark.parametrize(
    ("line", "standing", "note"),
    [
        (
            "RIN - BMJ. 2020 Jan 1;368:m1. doi: 10.1136/bmj.m1",
            "retracted",
            "BMJ. 2020 Jan 1;368:m1. doi: 10.1136/bmj.m1",
        ),
        ("PT  - Retracted Publication", "retracted", "Marked as retracted in PubMed."),
        ("EIN - Spine. 2021;46(2):1", "corrected", "Spine. 2021;46(2):1"),
    ],
)
def test_notices_of_retraction_and_correction_are_kept(line, standing, note):
    draft = record(line)

    assert (draft.standing, draft.standing_note) == (standing, note)


def test_chapter_of_a_book_is_read():
    draft = record("BTI - StatPearls", "PB  - StatPearls Publishing", "DP  - 2023", "PT  - Study Guide")

    assert draft.values["type"] == "chapter"
    assert draft.values["container-title"] == "StatPearls"
    assert draft.values["publisher"] == "StatPearls Publishing"


def test_article_ahead_of_print_says_so():
    assert record("PST - aheadofprint", "DP  - 2026 Jan 5").values["genre"] == "ahead of print"


def test_text_without_a_record_is_a_fault():
    assert parse_nbib("hello").faults == (
        "No PubMed record was found: a record starts with a line “PMID- 12345678”.",
    )
