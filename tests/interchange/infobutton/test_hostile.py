"""Whatever a request holds, the answer is well formed and no failure."""

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from conditions.interchange import atom
from conditions.interchange.atom import Category, Entry, Feed, Link
from conditions.interchange.infobutton.request import NothingAskedError, UnsupportedFormatError, parse
from conditions.interchange.infobutton.systems import SYSTEMS, normal_code, system_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
MOMENT = datetime(2026, 11, 20, 9, tzinfo=UTC)
NAMES = [
    "mainSearchCriteria.v.c",
    "mainSearchCriteria.v.cs7",
    "mainSearchCriteria.v.dn",
    "age.v.v",
    "subTopic.v.c",
    "ageGroup.v.c",
    "taskContext.c.c",
    "performer",
    "knowledgeResponseType",
]


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(TEXT, max_size=3)))
def test_parse_answers_or_says_why_not(parameters):
    try:
        request = parse(parameters)
    except (NothingAskedError, UnsupportedFormatError):
        return
    assert request.criteria
    assert request.task


@given(TEXT)
@settings(max_examples=200)
def test_any_text_makes_well_formed_atom_and_json(text):
    feed = Feed(
        title=text,
        id="tag:x,2026:y",
        updated=MOMENT,
        author=text,
        base="https://x.example",
        subtitle=text,
        categories=(Category("mainSearchCriteria.v.dn", text),),
        entries=(Entry(text, "tag:x,2026:z", MOMENT, (Link("https://x.example/", text),), text),),
        paging=atom.Paging(1, 1, 20, text),
    )

    root = ET.fromstring(atom.to_xml(feed))  # noqa: S314 - our own answer
    title = root.findtext("{http://www.w3.org/2005/Atom}title") or ""
    assert title.replace("\r", "\n") == atom.clean(text).replace("\r\n", "\n").replace("\r", "\n")
    assert json.loads(atom.to_json(feed))["feed"]["title"]["_value"] == text


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s.name)
def test_every_system_is_found_by_oid_urn_and_uri(system):
    assert system_of(system.uri) is system
    if system.oid:
        assert system_of(system.oid) is system
        assert system_of(f" urn:oid:{system.oid} ") is system


def test_a_snomed_edition_uri_is_snomed():
    found = system_of("http://snomed.info/sct/900000000000207008/version/20260131")

    assert found is not None
    assert found.name == "SNOMED CT"


@pytest.mark.parametrize(
    ("code", "normal"),
    [(" m70.61 ", "M7061"), ("http://snomed.info/id/202855006", "202855006"), ("", ""), ("M70 .6", "M706")],
)
def test_codes_are_compared_in_one_form(code, normal):
    assert normal_code(code) == normal


def test_unnumbered_and_numbered_criteria_stay_apart():
    query = QueryDict("mainSearchCriteria.v.c=A&mainSearchCriteria.v.dn=a&mainSearchCriteria.v.dn2=b")

    request = parse(dict(query.lists()))

    assert [(c.code, c.display) for c in request.criteria] == [("A", "a"), ("", "b")]
