"""The service worker keeps pages readable without a server."""

import pytest
from playwright.sync_api import expect

GTPS = "/conditions/greater-trochanteric-pain-syndrome/"
OTHER = "/conditions/hip-osteoarthritis/"
KEPT = """async (paths) => {
  const deadline = Date.now() + 20000;
  while (Date.now() < deadline) {
    const found = await Promise.all(paths.map((path) => caches.match(path)));
    if (found.every(Boolean)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}"""


@pytest.mark.django_db
def test_the_worker_is_served_at_the_root_for_the_whole_site(client):
    response = client.get("/sw.js")

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Service-Worker-Allowed"] == "/"
    assert "max-age=0" in response["Cache-Control"]


@pytest.mark.django_db
def test_the_page_says_its_edition_to_the_worker(client):
    html = client.get(GTPS).content.decode()

    assert '<meta name="glutes-edition" content="1">' in html
    assert f'data-pin="{GTPS}"' in html


def given_a_reader(visit):
    page = visit(GTPS)
    page.set_default_timeout(20_000)
    page.evaluate("navigator.serviceWorker.ready")
    return page


def without_network(page):
    page.context.set_offline(True)


@pytest.mark.browser
@pytest.mark.slow
def test_seen_and_pinned_pages_are_readable_when_the_server_is_gone(visit):
    page = given_a_reader(visit)
    pin = page.get_by_role("button", name="Keep offline")
    pin.click()
    expect(page.get_by_role("button", name="Kept offline")).to_have_attribute("aria-pressed", "true")
    visit(OTHER)
    assert page.evaluate(KEPT, [GTPS, OTHER, "/offline/"])

    without_network(page)

    for path in (GTPS, OTHER):
        visit(path)
        expect(page.locator("[data-offline]")).to_contain_text("Offline, edition 1, kept on")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.styleSheets.length") > 0
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"


@pytest.mark.browser
@pytest.mark.slow
def test_a_page_that_was_not_kept_leads_to_those_that_were(visit):
    page = given_a_reader(visit)
    assert page.evaluate(KEPT, [GTPS, "/offline/"])

    without_network(page)
    visit("/conditions/hip-pointer/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Pages kept offline")
    expect(page.locator("[data-kept] a")).to_have_attribute("href", GTPS)


@pytest.mark.browser
@pytest.mark.slow
def test_an_address_with_a_query_is_never_kept(visit):
    page = given_a_reader(visit)
    visit(f"{OTHER}?present=lateral-hip-pain")
    visit("/conditions/hip-pointer/")
    assert page.evaluate(KEPT, ["/conditions/hip-pointer/"])

    kept = page.evaluate(
        """async () => {
          const names = await caches.keys();
          const lists = await Promise.all(names.map(async (n) => (await caches.open(n)).keys()));
          return lists.flat().map((request) => request.url);
        }"""
    )

    assert kept
    assert not [url for url in kept if "present" in url or OTHER in url]
