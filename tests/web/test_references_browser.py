"""The reference pages in a browser: accessible at every width, in both schemes and on paper."""

import pytest

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
    assert page.locator(f"#{anchor}").count() == 1


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

    assert visit("/references/", width=DESKTOP).get_by_text(design, exact=False).first.is_visible()
    page = visit("/references/", width=PHONE)
    checkbox = page.locator("input[name=design]").first
    assert not checkbox.is_visible()
    page.get_by_text("Design, year, condition, order").click()
    assert checkbox.is_visible()
