"""References in one line."""

import pytest

from conditions.document import Reference
from conditions.sheets.journals import short_journal
from conditions.sheets.references import brief_reference, reference_link, short_reference

ARTICLE = {
    "id": "a",
    "type": "article-journal",
    "title": "A trial",
    "author": [{"family": "Mellor", "given": "Rebecca Anne"}, {"family": "Bennell", "given": "Kim"}],
    "container-title": "British Journal of Sports Medicine",
    "issued": 2018,
    "volume": "52",
    "page": "1464-1472",
    "design": "randomised-trial",
}


def reference(**update):
    return Reference.model_validate({k: v for k, v in (ARTICLE | update).items() if v is not None})


@pytest.mark.parametrize(
    ("update", "line"),
    [
        ({}, "Mellor RA, Bennell K. Br J Sports Med 2018;52:1464-1472"),
        ({"author": ARTICLE["author"] + [{"literal": "LEAP group"}]}, "Mellor RA et al. Br J Sports Med 2018;52:1464-1472"),
        ({"author": [{"family": "Sierra"}]}, "Sierra. Br J Sports Med 2018;52:1464-1472"),
        ({"author": None}, "Br J Sports Med 2018;52:1464-1472"),
        ({"volume": None}, "Mellor RA, Bennell K. Br J Sports Med 2018:1464-1472"),
        ({"volume": None, "page": None}, "Mellor RA, Bennell K. Br J Sports Med 2018"),
        ({"issued": None}, "Mellor RA, Bennell K. Br J Sports Med 52:1464-1472"),
        ({"issued": "2018-05-02", "page": None}, "Mellor RA, Bennell K. Br J Sports Med 2018;52"),
        ({"container-title": None, "volume": None, "page": None, "type": "webpage", "publisher": "NHS", "author": None}, "A trial. NHS 2018"),
        ({"container-title": None, "volume": None, "page": None, "type": "report", "publisher": "NICE", "author": [{"literal": "NICE"}]}, "NICE. A trial 2018"),
        ({"type": "chapter", "container-title": "Textbook of Medicine", "author": None, "editor": [{"family": "Isu", "given": "T-M"}]}, "Isu TM. Textbook of Medicine 2018;52:1464-1472"),
    ],
)  # fmt: skip
def test_short_reference(update, line):
    assert short_reference(reference(**update)) == line


@pytest.mark.parametrize(
    ("update", "line"),
    [
        ({}, "Mellor, Br J Sports Med 2018"),
        ({"author": None}, "Br J Sports Med 2018"),
        ({"issued": None}, "Mellor, Br J Sports Med"),
        (
            {"container-title": None, "type": "report", "author": [{"literal": "NICE"}], "title": "A rule: its text (NICE)"},
            "NICE, A rule 2018",
        ),
        (
            {"container-title": None, "type": "report", "author": None, "title": "word " * 20},
            "word word word word word word word word word word word… 2018",
        ),
    ],
)  # fmt: skip
def test_brief_reference(update, line):
    assert brief_reference(reference(**update)) == line


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("The American Journal of Sports Medicine", "Am J Sports Med"),
        ("Journal of Orthopaedic & Sports Physical Therapy", "J Orthop Sports Phys Ther"),
        ("Cochrane Database of Systematic Reviews", "Cochrane Database Syst Rev"),
        ("Journal of Bone and Joint Surgery (American)", "J Bone Joint Surg (Am)"),
        ("Spine", "Spine"),
        ("Physiotherapy", "Physiotherapy"),
        ("The Lancet", "Lancet"),
        ("BMJ", "BMJ"),
        ("of", "of"),
    ],
)
def test_short_journal(title, short):
    assert short_journal(title) == short


def test_links_prefer_the_doi_then_pubmed_then_the_address():
    everything = {"DOI": "10.1136/bmj.k1662", "PMID": "29720374", "URL": "https://example.org/x"}

    assert reference_link(reference(**everything)) == "https://doi.org/10.1136/bmj.k1662"
    assert reference_link(reference(DOI="10.1016/S0140(97)<1>")) == "https://doi.org/10.1016/S0140(97)%3C1%3E"
    assert reference_link(reference(PMID="29720374")) == "https://pubmed.ncbi.nlm.nih.gov/29720374/"
    assert reference_link(reference(URL="https://example.org/x")) == "https://example.org/x"
    assert reference_link(reference()) is None
