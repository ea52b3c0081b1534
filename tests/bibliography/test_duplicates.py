"""References that are there already."""

import pytest

from conditions.bibliography.duplicates import Duplicates, Match
from conditions.document import as_plain
from tests.bibliography.pack import pack

TITLE = "Utility of clinical tests to diagnose MRI-confirmed gluteal tendinopathy"
KNOWN = {"title": TITLE, "issued": 2017, "DOI": "10.1136/bjsports-2016-096175", "PMID": "27633027"}


@pytest.fixture
def duplicates():
    return Duplicates([("grimaldi2017mri", KNOWN)])


@pytest.mark.parametrize(
    ("values", "ground"),
    [
        ({"title": "Other", "DOI": "10.1136/BJSPORTS-2016-096175"}, "DOI"),
        ({"title": "Other", "PMID": "27633027"}, "PMID"),
        ({"title": TITLE.upper() + "."}, "title"),
        (
            {"title": TITLE.replace("MRI-confirmed", "MRI confirmed").replace("Utility", "The utility")},
            "title",
        ),
        ({"title": TITLE.replace("tendinopathy", "tendonopathy"), "issued": 2016}, "title"),
    ],
)
def test_same_work_is_found(duplicates, values, ground):
    match = duplicates.match(values)

    assert match is not None
    assert (match.identity, match.ground, match.certain) == ("grimaldi2017mri", ground, ground != "title")


@pytest.mark.parametrize(
    "values",
    [
        {"title": "Clinical tests to diagnose tendinopathy"},
        {"title": TITLE, "DOI": "10.1000/other"},
        {"title": TITLE, "PMID": "1"},
        {"title": TITLE, "issued": 2023},
        {"title": ""},
        {"title": "痛み"},
    ],
)
def test_other_work_is_not_taken_for_it(duplicates, values):
    assert duplicates.match(values) is None


def test_short_title_counts_only_within_its_year():
    duplicates = Duplicates([("a", {"title": "Hip pain", "issued": 2020})])

    assert duplicates.match({"title": "Hip pain", "issued": 2020}) == Match("a", "title")
    assert duplicates.match({"title": "Hip pain", "issued": 2021}) is None


def test_second_record_of_one_file_matches_the_first():
    duplicates = Duplicates()
    duplicates.add("draft-1", KNOWN)

    assert duplicates.match(KNOWN) == Match("draft-1", "DOI")


@pytest.mark.slow
def test_pack_holds_no_two_references_that_look_alike():
    duplicates = Duplicates()
    found = []
    for source in pack():
        match = duplicates.match(as_plain(source))
        if match:
            found.append((source.id, match))
        duplicates.add(source.id, as_plain(source))

    assert found == []
