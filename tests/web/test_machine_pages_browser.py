"""The pages about the ways in for programs, in a browser: accessible, within the policy, whole on a phone."""

import pytest

from tests.browser import PHONE, axe_violations, overflow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
PAGES = ["/api/", "/infobutton/profile/", "/infobutton/try/", "/offline/"]


@pytest.mark.parametrize("path", [*PAGES, "/infobutton/?mainSearchCriteria.v.ot=piriformis"])
def test_page_is_accessible(visit, path):
    assert axe_violations(visit(path)) == []


@pytest.mark.parametrize("path", PAGES)
def test_page_does_not_scroll_sideways_on_a_phone(visit, path):
    assert overflow(visit(path, width=PHONE)) == 0


def test_the_form_leads_to_the_page_of_the_code(visit):
    page = visit("/infobutton/try/")

    page.get_by_role("button", name="Ask").click()

    page.wait_for_url("**/conditions/greater-trochanteric-pain-syndrome/")
