"""What a condition's page says of itself in its head and headers."""

import re

import extruct
import pytest

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.read import document_of
from conditions.editorial.publish import publish
from conditions.editorial.withdraw import withdraw

pytestmark = pytest.mark.django_db
SLUG = "greater-trochanteric-pain-syndrome"
PAGE = f"/conditions/{SLUG}/"


@pytest.fixture
def three_editions(db):
    document = document_of(ConditionEntry.objects.get(slug=SLUG))
    for summary in ("Second.", "Third."):
        publish(
            document=document.model_copy(update={"summary": summary}),
            author="A",
            reviewer="",
            change_summary=summary,
            significance="minor",
        )


def relations(response):
    return {rel: url for url, rel in re.findall(r'<([^>]*)>; rel="([^"]+)"', response["Link"])}


def test_the_current_page_is_canonical_and_knows_its_predecessor(client, settings, three_editions):
    found = relations(client.get(PAGE))

    assert found["canonical"] == found["latest-version"] == settings.SITE_URL + PAGE
    assert found["predecessor-version"].endswith(f"{PAGE}e/2/")
    assert "successor-version" not in found


def test_an_edition_knows_its_neighbours(client, three_editions):
    found = relations(client.get(f"{PAGE}e/2/"))

    assert found["canonical"].endswith(PAGE)
    assert found["predecessor-version"].endswith("/e/1/")
    assert found["successor-version"].endswith("/e/3/")


def test_an_edition_of_a_withdrawn_condition_is_its_own_canonical_page(client):
    withdraw(slug=SLUG, reason="Merged.", by="A")

    found = relations(client.get(f"{PAGE}e/1/"))

    assert found["canonical"].endswith("/e/1/")
    assert "latest-version" not in found


def test_the_head_repeats_the_links_of_the_header(client, three_editions):
    response = client.get(f"{PAGE}e/2/")

    html = response.content.decode()
    for rel, url in relations(response).items():
        assert f'rel="{rel}" href="{url}"' in html


def test_dublin_core_makes_it_a_web_page_not_an_article(client):
    html = client.get(PAGE).content.decode()

    for name in ("title", "creator", "date", "publisher", "identifier", "language"):
        assert re.search(rf'<meta name="DC\.{name}" content="[^"]+">', html)
    assert "citation_title" not in html
    assert re.search(r'name="DC\.identifier" content="[^"]+/e/1/"', html)


def test_opengraph_card(client):
    html = client.get(PAGE).content.decode()

    card = dict(extruct.extract(html, syntaxes=["opengraph"])["opengraph"][0]["properties"])
    assert card["og:title"] == "Greater trochanteric pain syndrome"
    assert card["og:url"].endswith(PAGE)
    assert card["og:description"]


def test_every_page_offers_the_search_and_the_feed(client):
    for path in ("/", PAGE, "/conditions/", "/infobutton/profile/", "/nowhere/"):
        html = client.get(path).content.decode()
        assert 'rel="search" type="application/opensearchdescription+xml"' in html
        assert 'type="application/atom+xml"' in html
