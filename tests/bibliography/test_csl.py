"""CSL-JSON against the schema of the Citation Style Language."""

import json
from pathlib import Path

import jsonschema
import pytest

from conditions.bibliography.csl import csl_item, csl_json
from tests.bibliography import samples
from tests.bibliography.pack import pack

SCHEMA = jsonschema.Draft7Validator(json.loads(Path(__file__).with_name("csl-data.json").read_text()))


@pytest.mark.parametrize("source", samples.EVERY_KIND, ids=lambda r: r.id)
def test_item_is_valid_csl(source):
    items = json.loads(csl_json([source]))

    assert [error.message for error in SCHEMA.iter_errors(items)] == []


def test_pack_is_valid_csl():
    items = json.loads(csl_json(pack()))

    assert [error.message for error in SCHEMA.iter_errors(items)] == []
    assert [item["id"] for item in items] == [source.id for source in pack()]


def test_schema_refuses_a_bare_year():
    """The guard above can fail: the content format itself is no valid CSL."""
    errors = list(SCHEMA.iter_errors([{"id": "a", "type": "book", "issued": 2017}]))

    assert errors


def test_article_is_converted_whole():
    assert csl_item(samples.ARTICLE) == {
        "id": "grimaldi2017mri",
        "type": "article-journal",
        "title": "Utility of clinical tests to diagnose MRI-confirmed gluteal tendinopathy",
        "author": [
            {"family": "Grimaldi", "given": "A"},
            {"family": "Mellor", "given": "Rebecca"},
            {"family": "Nicolson", "given": "P"},
        ],
        "container-title": "British Journal of Sports Medicine",
        "issued": {"date-parts": [[2017, 3]]},
        "volume": "51",
        "issue": "6",
        "page": "519-524",
        "DOI": "10.1136/bjsports-2016-096175",
        "PMID": "27633027",
        "ISSN": "0306-3674",
        "language": "en",
        "note": "Specialist clinic.",
        "custom": {"design": "diagnostic-accuracy"},
    }


def test_group_and_day_of_access_are_converted():
    item = csl_item(samples.GUIDELINE)

    assert item["author"] == [{"literal": "National Institute for Health and Care Excellence"}]
    assert item["issued"] == {"date-parts": [[2022, 10, 19]]}
    assert item["accessed"] == {"date-parts": [[2026, 1, 5]]}


def test_file_keeps_letters_readable():
    source = samples.reference(people="Özçakar, Levent")

    assert "Özçakar" in csl_json([source])
