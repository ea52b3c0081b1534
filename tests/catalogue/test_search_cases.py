"""Messy queries: the condition that a clinician means comes first, for every one of them."""

from pathlib import Path

import pytest
import yaml

from conditions.catalogue.query import Query
from conditions.catalogue.search import search

CASES = [
    (query, slug)
    for slug, queries in yaml.safe_load(
        Path(__file__).parent.with_name("search_cases.yaml").read_text()
    ).items()
    for query in queries
]


@pytest.mark.parametrize(("query", "slug"), CASES, ids=[query for query, _ in CASES])
def test_the_condition_that_is_meant_comes_first(db, query, slug):
    hits = search(Query(query)).hits

    assert hits
    assert hits[0].condition.slug == slug
    assert hits[0].why, "every hit says why it matched"


def test_there_are_enough_cases_and_each_condition_has_some():
    assert len(CASES) >= 120
    assert len({slug for _, slug in CASES}) == 20


def test_no_case_is_known_to_the_code():
    code = "\n".join(
        path.read_text()
        for room in ("catalogue", "differential", "web")
        for path in Path("conditions", room).rglob("*.py")
    )

    known = [query for query, _ in CASES if len(query.split()) > 3 and query in code]
    assert known == []
