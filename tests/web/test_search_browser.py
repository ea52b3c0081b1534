"""The search page in a browser: updates in place, back and forward, suggestions by keyboard, the phone's panel."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, axe_violations, overflow

GROIN = '[id="region.groin"]'
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_filters_update_in_place_and_the_back_button_brings_them_back(visit):
    page = visit("/conditions/?q=hip")
    page.locator(GROIN).check()
    page.wait_for_url("**/conditions/?q=hip&region=groin")
    expect(page.locator("#announcement")).to_have_text(re.compile("with 1 filter$"))
    expect(page.locator(".chip", has_text="Groin")).to_have_count(1)

    page.locator(".chip", has_text="Groin").click()
    page.wait_for_url("**/conditions/?q=hip")
    expect(page.locator(".chip")).to_have_count(0)

    page.go_back()
    page.wait_for_url("**region=groin")
    expect(page.locator(".chip", has_text="Groin")).to_be_visible()
    expect(page.locator(GROIN)).to_be_checked()
    page.go_forward()
    page.wait_for_url("**/conditions/?q=hip")
    expect(page.locator(".chip")).to_have_count(0)
    assert axe_violations(page) == []


def test_long_list_is_narrowed_by_typing_and_no_filter_is_applied(visit):
    page = visit("/conditions/")
    facet = page.locator("details.facet", has_text="Symptoms").first
    facet.locator("[data-more] > summary").click()
    facet.locator("[data-narrow]").fill("cough")

    shown = facet.locator("#symptom-rest li:visible")
    expect(shown.filter(has_not_text=re.compile("cough", re.IGNORECASE))).to_have_count(0)
    expect(shown.first).to_be_visible()
    assert page.url.endswith("/conditions/")


def test_suggestion_is_chosen_by_keyboard(visit):
    page = visit("/conditions/")
    box = page.locator("#search")
    box.focus()
    box.press_sequentially("piri")
    page.locator(".suggestions [role=option]").first.wait_for()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert axe_violations(page) == []

    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]").get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", str(chosen))
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("ArrowDown")
    page.locator(".suggestions [role=option]").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/conditions/piriformis-syndrome/")


def test_phone_has_a_panel_that_shows_the_count_and_keeps_the_choice(visit):
    page = visit("/conditions/", width=PHONE)
    assert overflow(page) == 0
    page.get_by_role("button", name="Filters").click()
    panel = page.locator("#filters")
    assert panel.bounding_box()["height"] >= 890

    panel.locator(GROIN).check()
    page.wait_for_url("**region=groin")
    announcement = page.locator("#announcement")
    expect(announcement).to_have_text(re.compile("with 1 filter$"))
    show = page.get_by_role("button", name="Show")
    expect(show).to_have_text(f"Show {str(announcement.text_content()).split(' with')[0]}")
    show.click()
    expect(panel).to_be_hidden()
    expect(page.locator(".chip", has_text="Groin")).to_be_visible()
