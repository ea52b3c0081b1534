"""Ids of references."""

import re

import pytest

from conditions.bibliography.identity import make_id
from conditions.document import as_plain
from tests.bibliography.pack import pack
from tests.bibliography.samples import authors


@pytest.mark.parametrize(
    ("values", "identity"),
    [
        (
            {"author": authors("Grimaldi, A"), "issued": 2017, "title": "MRI of the hip"},
            "grimaldi2017mri",
        ),
        (
            {"author": authors("van der Windt, D"), "issued": "2010-02", "title": "Physical tests"},
            "vanderwindt2010physical",
        ),
        ({"author": authors("Özçakar, L"), "issued": 2020, "title": "The hip"}, "ozcakar2020hip"),
        ({"author": authors("O’Brien, F"), "issued": 2020, "title": "A test-retest study"}, "obrien2020test"),
        ({"author": authors("{NHS Lothian}"), "title": "Hip pain"}, "nhs-hip"),
        (
            {
                "author": authors("{National Institute for Health and Care Excellence}"),
                "issued": 2016,
                "title": "Back",
            },
            "nihce2016back",
        ),
        ({"issued": 2016, "title": "The provocation tests"}, "anon2016provocation"),
        ({"publisher": "Mosby", "issued": 2002, "title": "2002"}, "mosby2002reference"),
        ({"author": authors("李, 明"), "issued": 2020, "title": "Hip"}, "anon2020hip"),
    ],
)
def test_id_is_family_year_and_word(values, identity):
    assert make_id(values) == identity


def test_taken_id_moves_on_to_the_next_word_and_then_counts():
    values = {"author": authors("Doe, A"), "issued": 2020, "title": "Hip pain"}

    assert make_id(values, {"doe2020hip"}) == "doe2020pain"
    assert make_id(values, {"doe2020hip", "doe2020pain"}) == "doe2020hip-2"
    assert make_id(values, {"doe2020hip", "doe2020pain", "doe2020hip-2"}) == "doe2020hip-3"


def test_pack_gets_ids_that_are_unique_slugs():
    taken: set[str] = set()
    for source in pack():
        taken.add(make_id(as_plain(source), taken))

    assert len(taken) == len(pack())
    assert [i for i in taken if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)] == []
