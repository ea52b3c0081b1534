"""Feeds, read by an independent reader."""

import re
from html import unescape
from urllib.parse import urlsplit

import feedparser
import pytest
from django.db import connection

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.read import document_of
from conditions.editorial.publish import publish
from conditions.editorial.withdraw import withdraw
from conditions.interchange import news
from conditions.models.edition import Edition
from tests.interchange.valid_atom import faults_of

pytestmark = pytest.mark.django_db
SLUG = "greater-trochanteric-pain-syndrome"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert faults_of(response.content) == []
    return parsed


@pytest.fixture
def second_edition(db):
    document = document_of(ConditionEntry.objects.get(slug=SLUG))
    return publish(
        document=document.model_copy(update={"summary": "A changed <b>summary</b> & more."}),
        author="Ann Author",
        reviewer="Rea Viewer",
        change_summary="The <summary> & more.",
        significance="minor",
    )


def test_site_feed_has_every_publication_newest_first(client, second_edition):
    parsed = read(client, "/feed.atom")

    assert parsed.entries[0].title == "Greater trochanteric pain syndrome, edition 2"
    assert len(parsed.entries) == min(news.LIMIT, ConditionEntry.objects.count() + 1)
    assert parsed.entries == sorted(parsed.entries, key=lambda e: e.updated, reverse=True)
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)


def test_an_entry_says_significance_reason_author_and_edition(client, second_edition):
    entry = read(client, f"/conditions/{SLUG}/feed.atom").entries[0]

    assert [tag.term for tag in entry.tags] == ["minor"]
    assert "does not change what a clinician does" in entry.summary
    assert "The &lt;summary&gt; &amp; more." in entry.summary
    assert "Reviewed by Rea Viewer." in entry.summary
    assert entry.author == "Ann Author"
    assert client.get(urlsplit(entry.link).path).status_code == 200
    assert entry.link.endswith(f"/conditions/{SLUG}/e/2/")


def test_condition_feed_holds_only_its_editions(client, second_edition):
    parsed = read(client, f"/conditions/{SLUG}/feed.atom")

    assert [entry.title.rpartition(" ")[2] for entry in parsed.entries] == ["2", "1"]


def test_a_withdrawal_is_news_with_its_reason(client):
    withdraw(slug=SLUG, reason="Merged with another entry.", by="Ed Itor")

    for path in ("/feed.atom", f"/conditions/{SLUG}/feed.atom", "/regions/lateral-hip/feed.atom"):
        entry = read(client, path).entries[0]
        assert entry.title == "Greater trochanteric pain syndrome was withdrawn"
        assert "Merged with another entry." in entry.summary
        assert [tag.term for tag in entry.tags] == ["withdrawn"]


def test_region_feed_holds_the_conditions_of_the_region(client):
    parsed = read(client, "/regions/groin/feed.atom")

    expected = {
        f"/conditions/{entry.slug}/e/1/"
        for entry in ConditionEntry.objects.all()
        if "groin" in document_of(entry).regions
    }
    assert {urlsplit(entry.link).path for entry in parsed.entries} == expected


@pytest.mark.parametrize("path", ["/regions/elbow/feed.atom", "/conditions/no-such/feed.atom"])
def test_unknown_region_or_condition_is_404(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/feed.atom", f"/conditions/{SLUG}/feed.atom"])
def test_a_feed_is_not_sent_again_while_nothing_changed(client, path):
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304


def test_a_publication_changes_the_tag(client):
    first = client.get("/feed.atom")
    withdraw(slug=SLUG, reason="Gone.", by="A")

    assert client.get("/feed.atom", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["/feed.atom", "/regions/groin/feed.atom"])
def test_the_number_of_queries_does_not_grow_with_the_feed(client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(path)


def test_the_newest_editions_are_read_from_an_index(db):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    plan = Edition.objects.order_by("-published_at", "-id")[: news.LIMIT].explain()

    assert "Index Scan Backward using edition_by_time" in plan


def test_saved_filter_feed_holds_what_the_filter_finds_now(client):
    query = "category=nerve-entrapment"
    parsed = read(client, f"/conditions/feed.atom?{query}")

    expected = {e.slug for e in ConditionEntry.objects.filter(terms__contains=["category:nerve-entrapment"])}
    assert {urlsplit(entry.link).path.split("/")[2] for entry in parsed.entries} == expected
    assert next(link.href for link in parsed.feed.links if link.rel == "alternate").endswith(f"?{query}")


def test_the_list_leads_to_the_feed_and_the_json_of_its_own_filter(client):
    for headers in ({}, {"HX-Request": "true"}):
        html = client.get("/conditions/?q=pain&region=groin&sort=name", headers=headers).content.decode()

        links = dict(
            re.findall(r'<link id="filter-\w+" rel="alternate" type="([^"]+)"[^>]* href="([^"]+)"', html)
        )
        feed, data = links["application/atom+xml"], links["application/json"]
        assert feed == "/conditions/feed.atom?q=pain&amp;region=groin&amp;sort=name"
        for address in (feed, data):
            assert client.get(unescape(address)).status_code == 200
        assert html.count(f'href="{feed}"') == 2  # in the head for programs, below the results for people
        assert ("hx-swap-oob" in html.partition("filter-json")[2][:300]) is bool(headers)


def test_a_filter_that_finds_nothing_is_an_empty_feed(client):
    assert read(client, "/conditions/feed.atom?q=zzzzqqqqxxxx").entries == []


def test_malformed_filter_is_400_with_a_sentence(client):
    response = client.get("/conditions/feed.atom?page=zero")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0].startswith("Page")


def test_search_results_are_atom_with_opensearch_counts(client):
    parsed = read(client, "/search.atom?q=buttock")

    assert int(parsed.feed.opensearch_totalresults) == len(parsed.entries) > 3
    assert parsed.feed.opensearch_startindex == "1"
    assert all(entry.summary for entry in parsed.entries)


def test_an_unknown_value_of_a_filter_is_400_with_a_sentence(client):
    response = client.get("/conditions/feed.atom?region=elbow")

    assert response.status_code == 400
    assert "elbow" in response.json()["detail"]
