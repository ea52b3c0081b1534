"""The search page in a browser: updates in place, back and forward, suggestions by keyboard, the phone's panel."""

import pytest

from tests.browser import PHONE, axe_violations, overflow

GROIN = '[id="region.groin"]'
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_filters_update_in_place_and_the_back_button_brings_them_back(visit):
    page = visit("/conditions/?q=hip")
    page.locator(GROIN).check()
    page.wait_for_url("**/conditions/?q=hip&region=groin")
    assert page.locator("#announcement").inner_text().endswith("with 1 filter")
    assert page.locator(".chip", has_text="Groin").count() == 1

    page.locator(".chip", has_text="Groin").click()
    page.wait_for_url("**/conditions/?q=hip")
    assert page.locator(".chip").count() == 0

    page.go_back()
    page.wait_for_url("**region=groin")
    page.locator(".chip", has_text="Groin").wait_for()
    assert page.locator(GROIN).is_checked()
    page.go_forward()
    page.wait_for_url("**/conditions/?q=hip")
    page.locator(".chip").wait_for(state="detached")
    assert axe_violations(page) == []


def test_long_list_is_narrowed_by_typing_and_no_filter_is_applied(visit):
    page = visit("/conditions/")
    facet = page.locator("details.facet", has_text="Symptoms").first
    facet.locator("[data-more] > summary").click()
    facet.locator("[data-narrow]").fill("cough")

    shown = facet.locator("#symptom-rest li:visible")
    assert shown.count() >= 1
    assert all("cough" in text.lower() for text in shown.all_inner_texts())
    assert page.url.endswith("/conditions/")


def test_suggestion_is_chosen_by_keyboard(visit):
    page = visit("/conditions/")
    box = page.locator("#search")
    box.focus()
    box.press_sequentially("piri")
    page.locator(".suggestions [role=option]").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert axe_violations(page) == []

    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
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
    show = page.get_by_role("button", name="Show")
    assert (
        " ".join(show.inner_text().split())
        == f"Show {page.locator('#announcement').text_content().split(' with')[0]}"
    )
    show.click()
    assert not panel.is_visible()
    assert page.locator(".chip", has_text="Groin").is_visible()
