"""Pages are made once for each state of the catalogue, and each answer costs one small query."""

import pytest
from django.core.cache import caches
from django.db import OperationalError

from conditions.catalogue.entry import CatalogueVersion, ConditionEntry
from glutes import page_cache, release

PAGE = "/conditions/hip-pointer/"


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def publish_something():
    version = CatalogueVersion.objects.get()
    version.number += 1
    version.save()


def test_a_site_that_speaks_another_language_drops_its_copies(settings):
    before = release.fingerprint.__wrapped__()

    settings.LANGUAGE_CODE = "de"

    assert release.fingerprint.__wrapped__() != before


def test_the_second_reader_costs_one_query(db, client, django_assert_num_queries):
    first = client.get(PAGE)

    with django_assert_num_queries(1):
        second = client.get(PAGE)

    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert second["Cache-Control"] == "public, no-cache, stale-if-error=86400"


def test_a_reader_with_the_page_gets_304_for_one_query(db, client, django_assert_num_queries):
    tag = client.get(PAGE)["ETag"]
    caches["pages"].clear()

    with django_assert_num_queries(1):
        again = client.get(PAGE, headers={"if-none-match": tag})

    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == tag


def test_a_publication_is_seen_on_the_next_request(db, client):
    tag = client.get(PAGE)["ETag"]
    ConditionEntry.objects.filter(slug="hip-pointer").update(withdrawn=True, withdrawn_reason="For a test.")
    publish_something()

    again = client.get(PAGE, headers={"if-none-match": tag})

    assert again.status_code == 410


def test_tomorrow_the_page_is_made_anew(db, client, time_machine):
    time_machine.move_to("2026-11-25 12:00:00+00:00")
    tag = client.get(PAGE)["ETag"]
    time_machine.move_to("2026-11-26 12:00:00+00:00")

    assert client.get(PAGE, headers={"if-none-match": tag}).status_code == 200


def test_staff_get_pages_of_their_own(db, client, admin_client):
    client.get(PAGE)

    response = admin_client.get(PAGE)

    assert "ETag" not in response
    assert "from_page_cache" not in vars(response)


def test_partial_pages_are_kept_apart(db, client):
    whole = client.get(f"{PAGE}?q=hip")

    part = client.get(f"{PAGE}?q=hip", headers={"hx-request": "true"})

    assert part["ETag"] != whole["ETag"]
    assert "from_page_cache" not in vars(part)


def test_searches_are_kept_by_the_readers_own_browser_only(db, client):
    assert client.get(f"{PAGE}?q=hip")["Cache-Control"].startswith("private")


def test_what_was_searched_is_no_key(db, client, monkeypatch):
    keys = []
    monkeypatch.setattr(page_cache, "_set", lambda key, page: keys.append(key))

    client.get(f"{PAGE}?q=secretword")

    assert len(keys) == 1
    assert "secretword" not in keys[0]


def test_errors_are_not_kept(db, client):
    response = client.get("/conditions/no-such-condition/")

    assert response.status_code == 404
    assert "ETag" not in response


def test_without_a_database_the_last_copy_is_served_and_says_so(db, client, monkeypatch):
    content = client.get(PAGE).content

    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr(page_cache, "catalogue_stamp", away)
    response = client.get(PAGE)

    assert response.status_code == 200
    assert response.content == content
    assert response["Warning"].startswith("111")
    assert response["Cache-Control"] == "no-store"
    assert client.get("/conditions/piriformis-syndrome/").status_code == 503


def test_a_cache_that_is_away_costs_no_answer(db, client, monkeypatch, caplog):
    def away(*args, **kwargs):
        raise ConnectionError("cache")

    monkeypatch.setattr(caches["pages"], "get", away, raising=False)
    monkeypatch.setattr(caches["pages"], "set", away, raising=False)

    assert client.get(PAGE).status_code == 200
    assert "The cache is away" in caplog.text


def test_nothing_is_kept_where_readers_must_log_in(db, client, settings):
    settings.PAGE_CACHE = False

    assert "ETag" not in client.get(PAGE)
