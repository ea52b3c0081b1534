"""The index in memory is as the database is: after publishing, withdrawing, rolling back and restoring."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from conditions.catalogue import ranking
from conditions.catalogue.entry import CatalogueVersion
from conditions.catalogue.index import Index, current
from conditions.editorial.withdraw import withdraw
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(db):
    fresh = Index("default")
    fresh.refresh()
    return fresh


def state(index: Index) -> dict:
    """Everything that readers see of an index."""
    return {
        "live": set(index.live),
        "slugs": dict(index.slugs),
        "facets": {
            facet: {value: set(rows) for value, rows in index.facets.values(facet).items() if rows}
            for facet in ("region", "category", "symptom", "sign", "history", "flag", "absent", "management")
        },
        "names": {word: set(rows) for word, rows in index.names.items() if rows},
        "claims": {word: set(rows) for word, rows in index.claims.items() if rows},
        "by name": index.by_name.page(index.live, 0, 1000),
        "by review": index.by_review.page(index.live, 0, 1000),
        "findings": dict(index.findings.by_id),
    }


def loaded_anew() -> dict:
    fresh = Index("default")
    fresh.refresh()
    return state(fresh)


def test_what_changed_leads_to_the_same_state_as_loading_everything(index):
    factories.published("new-condition", regions=["foot"], search_terms=["quagga"])
    index.refresh()
    factories.published("new-condition", search_terms=["okapi"])
    factories.published("new-condition", regions=["groin"], name="Renamed", reviewed_on="2026-01-01")
    withdraw(slug="hip-pointer", reason="Tested.", by="W. Drawer")

    index.refresh()

    assert state(index) == loaded_anew()


def test_request_without_changes_costs_one_query(index, django_assert_num_queries):
    with django_assert_num_queries(1):
        index.refresh()


def test_refresh_after_a_publication_costs_the_same_number_of_queries_at_any_size(
    index, django_assert_num_queries
):
    counts = []
    for more in (1, 10):
        for number in range(more):
            factories.published(f"filler-{more}-{number}")
        index.refresh()
        factories.published(f"last-{more}")
        with django_assert_num_queries(5):
            index.refresh()
        counts.append(len(index.live))

    assert counts == [22, 33]


def test_publication_that_is_rolled_back_is_forgotten(index):
    before = state(index)
    with transaction.atomic():
        factories.published("never-was")
        index.refresh()
        assert "never-was" in index.slugs.values()
        transaction.set_rollback(True)

    index.refresh()

    assert state(index) == before


def test_another_history_with_the_same_number_is_noticed(index):
    """A replica was promoted, or a backup restored, and then something else was published."""
    with transaction.atomic():
        factories.published("lost")
        index.refresh()
        transaction.set_rollback(True)
    number = CatalogueVersion.objects.get().number

    factories.published("kept")
    assert CatalogueVersion.objects.get().number == number + 1
    index.refresh()

    assert "kept" in index.slugs.values()
    assert state(index) == loaded_anew()


def test_ranking_notices_another_history_with_the_same_number():
    with transaction.atomic():
        factories.published("lost")
        assert "lost" in ranking.current().documents
        transaction.set_rollback(True)

    factories.published("kept")

    assert {"kept", "lost"} & ranking.current().documents.keys() == {"kept"}


def test_database_without_conditions_is_an_empty_catalogue(empty):
    index = current()

    assert len(index.live) == 0
    factories.published()
    assert list(current().slugs.values()) == ["test-condition"]


def test_process_that_missed_more_versions_than_are_kept_loads_everything(index):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE conditions_catalogueversion SET number = number + 500, stamps = ARRAY[gen_random_uuid()]"
        )
    factories.published()

    index.refresh()

    assert "test-condition" in index.slugs.values()


@pytest.mark.slow
def test_threads_that_read_while_others_refresh_see_whole_states(transactional_db):
    index = Index("default")
    index.refresh()

    def read(_: int) -> bool:
        try:
            index.refresh()
            with index.lock:
                return set(index.slugs) == set(index.live) == set(index.by_name.page(index.live, 0, 1000))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(read, n) for n in range(40)]
        for number in range(5):
            factories.published(f"threaded-{number}")
        answers += [pool.submit(read, n) for n in range(40)]
        assert all(answer.result() for answer in answers)
    index.refresh()
    assert len(index.live) == 25
