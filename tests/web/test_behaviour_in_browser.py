"""What scripts add to a page that works without them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.slow]

SLUG = "greater-trochanteric-pain-syndrome"
PAGE = f"/conditions/{SLUG}/"


def test_citation_shows_its_reference_on_hover_and_escape_takes_it_away(visit):
    page = visit(PAGE)
    card = page.locator("#cite-card")
    cite = page.locator(".statement .cite").first
    number = cite.inner_text()

    cite.hover()
    expect(card).to_be_visible()
    title = page.locator(f"#ref-{number} .ref-text").inner_text()
    expect(card).to_contain_text(title[:40])
    card.hover()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")

    expect(card).to_be_hidden()


def test_citation_shows_its_reference_on_focus_and_follows_as_a_link(visit):
    page = visit(PAGE)

    page.locator(".anchor").first.focus()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#cite-card")).to_be_visible()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"#ref-\d+$"))


def test_findings_sort_by_a_column_and_back(visit):
    page = visit(PAGE)
    table = page.locator("table.measured").last
    heading = table.get_by_role("columnheader", name="LR+")

    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    values = [
        float(v) for v in table.locator("tbody tr:first-child td[data-label='LR+']").all_inner_texts() if v
    ]
    heading.get_by_role("button").press("Enter")

    expect(heading).to_have_attribute("aria-sort", "ascending")
    assert len(values) > 2
    assert values == sorted(values, reverse=True)


def test_studies_stay_with_their_finding_when_sorted(visit):
    page = visit(PAGE)
    body = page.locator("#finding-single-leg-stance-30s")
    before = body.inner_text()

    heading = page.locator("table.measured").last.get_by_role("columnheader", name="Finding")
    heading.get_by_role("button").click()

    expect(heading).to_have_attribute("aria-sort", re.compile("ascending|descending"))
    assert body.inner_text() == before


def test_tray_keeps_what_was_picked_and_compares_it(visit):
    page = visit(PAGE)
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("complementary", name="Picked for comparison")).to_contain_text("GTPS")

    page = visit("/conditions/hip-osteoarthritis/")
    page.get_by_role("button", name="Compare", exact=True).press("Space")
    page.get_by_role("link", name="Compare 2").click()

    expect(page.get_by_role("heading", name="Side by side")).to_be_visible()
    expect(page).to_have_url(re.compile("c=greater-trochanteric-pain-syndrome&c=hip-osteoarthritis"))


def test_picked_condition_can_be_taken_out_again(visit):
    page = visit(PAGE)
    page.get_by_role("button", name="Compare", exact=True).click()

    page.get_by_role("button", name="GTPS: take out of the comparison").click()

    expect(page.locator("[data-tray]")).to_be_hidden()
    expect(page.locator("[data-pick]")).to_have_text("Compare")


def test_compare_is_a_link_without_scripts(browser, reader_server, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(reader_server.url + PAGE)

    page.locator("[data-pick]").click()

    expect(page.locator("input[type=checkbox]:checked")).to_have_value(SLUG)
    context.close()


@pytest.mark.parametrize("width", [1440, PHONE])
def test_contents_mark_the_section_being_read(visit, width):
    page = visit(PAGE, width=width)

    page.locator("#prognosis").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('prognosis').scrollIntoView()")

    expect(page.locator(".contents a[aria-current]")).to_have_text("Prognosis")


@pytest.mark.django_db(transaction=True)
def test_problem_can_be_reported_by_keyboard(visit):
    page = visit(PAGE)
    page.get_by_role("link", name="Report a problem", exact=True).press("Enter")
    page.get_by_label("What is wrong or missing?").fill("A typing error.")

    page.get_by_role("button", name="Send to the curators").press("Enter")

    expect(page.get_by_role("status").filter(has_text="Thank you.")).to_be_visible()
