"""CSL-JSON from our own downloads and from other programs."""

import json

import pytest

from conditions.bibliography.csl import csl_json
from conditions.bibliography.parse_csl import parse_csl
from conditions.document import as_plain
from tests.bibliography import samples
from tests.bibliography.pack import pack


@pytest.mark.parametrize("source", samples.EVERY_KIND, ids=lambda r: r.id)
def test_every_kind_comes_back_from_our_own_file(source):
    (draft,) = parse_csl(csl_json([source])).drafts

    assert as_plain(draft.reference(identity=draft.key)) == as_plain(source)


def test_pack_comes_back_from_our_own_file():
    parsed = parse_csl(csl_json(pack()))

    assert parsed.faults == ()
    assert [as_plain(d.reference(identity=d.key)) for d in parsed.drafts] == [as_plain(r) for r in pack()]


def test_names_with_particles_and_suffixes_are_joined():
    item = {
        "id": 1,
        "type": "book",
        "title": "Hips",
        "author": [
            {"family": "Gogh", "non-dropping-particle": "van", "given": "Vincent"},
            {"family": "Gilstrap", "given": "Larry", "suffix": "Jr"},
            {"literal": "WHO"},
            {"given": "Plato"},
            {},
        ],
    }

    (draft,) = parse_csl(json.dumps(item)).drafts

    assert draft.values["author"] == [
        {"family": "van Gogh", "given": "Vincent"},
        {"family": "Gilstrap", "given": "Larry Jr"},
        {"literal": "WHO"},
        {"literal": "Plato"},
    ]


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ({"date-parts": [[2017]]}, 2017),
        ({"date-parts": [["2017", "3"]]}, "2017-03"),
        ({"date-parts": [[2017, 2, 31]]}, "2017-02"),
        ({"date-parts": [[None]], "raw": "March 2017"}, "2017-03"),
        ({"raw": "2017-03-04"}, "2017-03-04"),
        ({"literal": "Spring 2017"}, 2017),
        ({"raw": "03/04/2017"}, 2017),
        ("2017", 2017),
        (2017, 2017),
        ({}, None),
        ([], None),
    ],
)
def test_date_is_read_as_far_as_it_is_known(date, issued):
    (draft,) = parse_csl(json.dumps([{"id": 1, "type": "book", "title": "Hips", "issued": date}])).drafts

    assert draft.values.get("issued") == issued


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[{"id": 1,', "Line 1: the file is not well-formed JSON"),
        ("7", "The file must hold an array of CSL-JSON items."),
        ("[]", "The file holds no CSL-JSON item."),
        ("[3]", "Item 1 is no object with keys."),
        ('{"items": {}}', "The file must hold an array of CSL-JSON items."),
        ('[{"type": "book"}]', "Item 1: has no title, so it was left out."),
        ("[" * 100_000, "The file is nested too deeply to be CSL-JSON."),
    ],
)
def test_what_is_no_csl_is_told(text, fault):
    parsed = parse_csl(text)

    assert parsed.drafts == ()
    assert parsed.faults[0].startswith(fault)


def test_hostile_shapes_are_passed_over():
    item = {
        "id": [],
        "type": {},
        "title": ["Hips"],
        "author": "Doe",
        "editor": [1],
        "volume": {"a": 1},
        "page": True,
    }

    (draft,) = parse_csl(json.dumps([item])).drafts

    assert draft.values == {"type": "article", "title": "Hips"}
