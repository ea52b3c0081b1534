"""The unpacked snapshot in Chromium, opened from a file: no server, no network."""

import re

import pytest
from playwright.sync_api import expect

from conditions.catalogue.entry import ConditionEntry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


def test_from_a_file_pages_are_styled_and_search_finds(unpacked, page):
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", lambda request: problems.append(request.url))
    page.on("request", lambda r: r.url.startswith("file:") or problems.append(r.url))
    page.goto(f"file://{unpacked}/index.html")

    page.get_by_role("searchbox").first.fill("trochanteric bursitis")
    page.get_by_role("searchbox").first.press("Enter")

    expect(page).to_have_url(re.compile(r"search\.html\?q=trochanteric"))
    expect(page.locator("[data-results] a").first).to_have_text("Greater trochanteric pain syndrome")
    page.locator("[data-results] a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Greater trochanteric pain syndrome")
    expect(page.locator("[data-offline]")).to_contain_text("Offline, edition 1.")
    assert page.evaluate("[...document.styleSheets].length") > 3
    assert page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('16px \"Hyperlegible Next\"'))"
    )
    assert problems == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("gtps", "Greater trochanteric pain syndrome"),
        ("M16.10", "Hip osteoarthritis"),
        ("cauda", "Cauda equina syndrome"),
        ("Meralgia", "Meralgia paraesthetica"),
    ],
)
def test_offline_search_finds_by_abbreviation_code_and_beginning(unpacked, page, query, first):
    page.goto(f"file://{unpacked}/search.html?q={query}")

    expect(page.locator("[data-results] a").first).to_have_text(first)


def test_a_region_link_lists_the_conditions_of_the_region(unpacked, page):
    page.goto(f"file://{unpacked}/search.html?region=groin")

    expected = ConditionEntry.objects.filter(terms__contains=["region:groin"]).count()
    expect(page.locator("[data-results] > li")).to_have_count(expected)
