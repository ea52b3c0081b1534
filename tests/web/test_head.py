"""What a condition's page says of itself in its head and headers."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import extruct
import pytest
from django.contrib.staticfiles import finders

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


def size_of_png(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    return [str(int.from_bytes(data[at : at + 4])) for at in (16, 20)]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        PAGE,
        f"{PAGE}e/1/",
        f"{PAGE}handout/",
        "/conditions/?q=pain",
        "/findings/trendelenburg-sign/",
        "/references/mellor2018education/",
        "/api/",
    ],
)
def test_a_link_to_any_page_shows_a_card_with_a_picture_of_its_size(client, path):
    html = client.get(path).content.decode()

    pairs = extruct.extract(html, syntaxes=["opengraph"])["opengraph"][0]["properties"]
    card = dict(pairs)
    assert len(card) == len(pairs), "a property is given twice"
    assert {"og:title", "og:type", "og:url", "og:description", "og:image:alt"} <= set(card)
    assert (card["og:site_name"], card["og:locale"]) == ("Glutes", "en_GB")
    assert html.count('rel="canonical"') == html.count('name="description"') == 1
    assert html.count('name="twitter:card" content="summary_large_image"') == 1
    picture = finders.find(card["og:image"].partition("/static/")[2])
    assert size_of_png(Path(picture).read_bytes()) == [card["og:image:width"], card["og:image:height"]]


def test_zotero_saves_the_page_by_its_meta_tags_and_guesses_nothing(client):
    # unAPI and COinS would win over meta tags; citation_title would make it an article; byline and vcard are guessed.
    for path in (PAGE, f"{PAGE}e/1/"):
        html = client.get(path).content.decode()
        assert not re.search(r'Z3988|unapi|name="citation_|class="[^"]*\b(byline|vcard)', html)
    # The references of this condition are a list to choose from: COinS there, and no meta tags of a source.
    html = client.get(f"/references/?condition={SLUG}").content.decode()
    titles = re.findall(r'<span class="Z3988" title="([^"]*)"></span>', html)
    assert len(titles) > 5
    for title in titles:
        values = parse_qs(unescape(title))
        assert unescape(title).startswith("ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3A")
        assert {"rft.atitle", "rft.btitle", "rft.title"} & set(values)
        assert "rft.au" in values or "rft.aulast" in values
    assert "citation_" not in html


def test_every_page_offers_the_search_and_the_feed(client):
    for path in ("/", PAGE, "/conditions/", "/infobutton/profile/", "/nowhere/"):
        html = client.get(path).content.decode()
        assert 'rel="search" type="application/opensearchdescription+xml"' in html
        assert 'type="application/atom+xml"' in html
