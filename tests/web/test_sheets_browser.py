"""Sheets and handouts as people see and print them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, SMALLEST, WIDTHS, axe_violations, overflow, printed
from tests.sheets.editions import document

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG = "greater-trochanteric-pain-syndrome"
SHEET, HANDOUT = f"/conditions/{SLUG}/sheet/", f"/conditions/{SLUG}/handout/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [SHEET, HANDOUT, HANDOUT + "?large=1"])
def test_it_is_accessible(visit, path, scheme):
    assert axe_violations(visit(path, scheme=scheme)) == []


@pytest.mark.parametrize("width", [SMALLEST, *WIDTHS])
@pytest.mark.parametrize("path", [SHEET, HANDOUT, HANDOUT + "?large=1"])
def test_it_never_scrolls_sideways(visit, path, width):
    assert overflow(visit(path, width=width)) == 0


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_sheet_prints_whole_without_what_is_for_the_screen(visit, paper):
    # A statement may go on over the page, and its number then stands in between.
    text = re.sub(r"Page \d+ of \d+", "", printed(visit(SHEET), paper)).replace(" ", "")

    missing = [s.text for _, s in document(SLUG).statements() if s.text.replace(" ", "") not in text]
    assert missing == []
    assert "Printthispage" not in text


def test_the_button_prints(visit):
    page = visit(HANDOUT, width=PHONE)
    page.evaluate("window.print = () => { window.wasPrinted = true }")

    page.get_by_role("button", name="Print this page").click()

    page.wait_for_function("window.wasPrinted === true")


def test_the_body_map_is_one_picture_with_a_name(visit):
    page = visit(HANDOUT)

    name = "Where it hurts: lateral hip; also lateral thigh, mid buttock"
    expect(page.get_by_role("img", name=name)).to_be_visible()
