"""What every page has: the bar, the search box, the key "/", a menu on a phone, a way past the bar."""

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, axe_violations, overflow

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.slow]


def test_slash_goes_to_the_search_box(visit):
    page = visit("/")

    page.keyboard.press("/")
    page.keyboard.type("sciatica/")

    expect(page.locator("[data-search]").first).to_have_value("sciatica/")


def test_menu_on_a_phone_opens_and_closes_by_keyboard(visit):
    page = visit("/", width=PHONE)
    link = page.get_by_role("navigation", name="Site").get_by_role("link", name="Conditions")
    expect(link).to_be_hidden()

    page.get_by_role("button", name="Menu").press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")

    expect(link).to_be_hidden()


def test_first_tab_offers_to_skip_to_the_content(visit):
    page = visit("/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_home_has_no_accessibility_violation(visit, scheme):
    assert axe_violations(visit("/", width=PHONE, scheme=scheme)) == []


def test_home_does_not_scroll_sideways_at_320(visit):
    assert overflow(visit("/", width=320)) == 0
