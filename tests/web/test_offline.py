"""The service worker keeps pages readable without a server."""

import pytest
from playwright.sync_api import expect

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.read import document_of
from conditions.editorial.publish import publish
from tests.browser import DESKTOP, PHONE

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

ON_TOP = """() => {
  const line = document.querySelector("[data-offline]"), box = line.getBoundingClientRect();
  return [box.top + 3, box.bottom - 3].every(
    (y) => document.elementFromPoint(box.left + box.width / 2, y) === line
  );
}"""
RENEWED = """async (path) => {
  const deadline = Date.now() + 20000;
  while (Date.now() < deadline) {
    const found = await (await caches.open("pinned-1")).match(path);
    if (found && (await found.text()).includes('name="glutes-edition" content="2"')) return true;
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
def test_pages_say_their_edition_to_the_worker(client):
    for path in (GTPS, f"{GTPS}sheet/", f"{GTPS}handout/"):
        assert '<meta name="glutes-edition" content="1">' in client.get(path).content.decode()
    html = client.get(GTPS).content.decode()
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
        for width in (PHONE, DESKTOP):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(ON_TOP), "something covers the line"


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_pinned_page_is_renewed_by_a_visit_after_a_new_edition(visit):
    page = given_a_reader(visit)
    page.get_by_role("button", name="Keep offline").click()
    expect(page.get_by_role("button", name="Kept offline")).to_be_visible()
    document = document_of(ConditionEntry.objects.get(slug=GTPS.split("/")[2]))
    publish(
        document=document.model_copy(update={"summary": "Second."}),
        author="A",
        reviewer="B",
        change_summary="Shorter.",
        significance="minor",
    )

    visit(GTPS)
    assert page.evaluate(RENEWED, GTPS)
    page.evaluate("caches.delete('seen-1')")  # as if forty other pages had been seen since
    without_network(page)
    visit(GTPS)

    expect(page.locator("[data-offline]")).to_contain_text("Offline, edition 2, kept on")
    expect(page.locator("main")).to_contain_text("Second.")


@pytest.mark.browser
@pytest.mark.slow
def test_a_page_that_was_not_kept_leads_to_those_that_were(visit):
    page = given_a_reader(visit)
    assert page.evaluate(KEPT, [GTPS, "/offline/"])

    without_network(page)
    visit("/conditions/hip-pointer/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Pages kept offline")
    expect(page.locator("[data-offline]")).to_contain_text("not kept on this device")
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
