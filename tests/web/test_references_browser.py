"""The reference pages in a browser: accessible at every width, in both schemes and on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import DESKTOP, PHONE, SMALLEST, axe_violations, overflow, printed

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("/references/", "/references/?q=zzzz", "/references/?page=0", "/references/grimaldi2017mri/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_accessibility_violation(visit, path, scheme):
    page = visit(path, width=DESKTOP, scheme=scheme)

    assert axe_violations(page) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [SMALLEST, PHONE])
def test_page_fits_a_phone(visit, path, width):
    assert overflow(visit(path, width=width)) == 0


def test_reader_filters_chooses_and_saves(visit):
    page = visit("/references/")

    page.get_by_role("searchbox", name="Author, title").fill("grimaldi")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile("q=grimaldi"))
    page.get_by_role("checkbox", name="Choose Utility of clinical tests").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="RIS").click()

    assert download.value.suggested_filename == "references.ris"
    text = download.value.path().read_text()
    assert text.count("TY  - ") == 1
    assert "ID  - grimaldi2017mri" in text


def test_statement_is_reached_from_the_reference(visit):
    page = visit("/references/grimaldi2017mri/")

    page.locator(".passage a[href*='#statement-']").first.click()
    page.wait_for_url("**/conditions/**")

    anchor = page.url.partition("#")[2]
    expect(page.locator(f"#{anchor}")).to_have_count(1)


def test_print_has_the_source_and_every_passage_and_no_controls(visit):
    page = visit("/references/grimaldi2017mri/")
    passages = page.locator(".passage > p:first-child").all_inner_texts()

    text = printed(page)

    assert "doi:10.1136/bjsports-2016-096175" in text
    assert "Save as" not in text
    assert passages
    assert [p for p in passages if " ".join(p.split()) not in text] == []


def test_filters_are_behind_a_button_on_a_phone_and_open_where_there_is_room(visit):
    design = "Guideline"

    expect(visit("/references/", width=DESKTOP).get_by_text(design, exact=False).first).to_be_visible()
    page = visit("/references/", width=PHONE)
    checkbox = page.locator("input[name=design]").first
    expect(checkbox).to_be_hidden()
    page.get_by_text("Design, year, condition, order").click()
    expect(checkbox).to_be_visible()
