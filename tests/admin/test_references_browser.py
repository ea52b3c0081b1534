"""Bringing references in, in a browser: the pages are accessible and the whole path works by mouse and keyboard."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conditions.admin import reference_import
from conditions.bibliography.ris import ris
from conditions.models.reference import Reference
from tests.bibliography import samples
from tests.browser import axe_violations, overflow
from tests.people import log_in, person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BASE = "/admin/conditions/reference/"
RESPONSES = Path(__file__).parent.parent / "bibliography" / "responses"


@pytest.fixture
def signed_in(visit, client, transactional_db):
    """A reader with a browser who is signed in as a curator."""
    log_in(client, person("curator", "Curator"))
    cookie = client.cookies["sessionid"]
    visit.page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": visit.origin}])
    return visit


def violations(visit) -> list[str]:
    """What axe-core has against the page.

    Its copies of the admin's imported style sheets are refused by the policy; that is not the page's doing.
    """
    assert visit.found() == []
    found = axe_violations(visit.page)
    visit.page.evaluate("window.problems.length = 0")
    return found


def open_preview(visit):
    page = visit(f"{BASE}import/")
    page.get_by_label("Or paste the text").fill(ris([samples.BOOK, samples.CHAPTER]))
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Add the ticked references").wait_for()
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["import/", "look-up/"])
def test_page_has_no_accessibility_violation(signed_in, path, scheme):
    signed_in(f"{BASE}{path}", scheme=scheme)

    assert violations(signed_in) == []


def test_preview_has_no_accessibility_violation_and_fits_a_phone(signed_in):
    page = open_preview(signed_in)

    assert violations(signed_in) == []
    page.set_viewport_size({"width": 360, "height": 900})
    assert overflow(page) == 0


def test_curator_imports_what_is_new(signed_in):
    page = open_preview(signed_in)
    known = page.get_by_role("checkbox", name="Kokubo R, Kim K")
    expect(known).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Murray PR")).to_be_checked()

    page.get_by_role("button", name="Add the ticked references").click()
    page.get_by_text("1 reference added, 1 left out.").wait_for()

    assert Reference.objects.filter(slug="murray2002medical").exists()


def test_curator_looks_a_doi_up(signed_in, monkeypatch):
    answer = json.loads((RESPONSES / "crossref-article.json").read_text())
    answer["message"] |= {"DOI": "10.1000/hips", "title": ["Hips in the night"]}
    asked = []
    fetch = lambda url: asked.append(url) or json.dumps(answer).encode()  # noqa: E731
    monkeypatch.setattr(reference_import, "fetcher", lambda contact: fetch)
    page = signed_in(f"{BASE}look-up/")

    page.get_by_label("DOI or PMID").fill("https://doi.org/10.1000/hips")
    page.get_by_role("button", name="Look up", exact=True).click()
    page.get_by_text("Hips in the night").first.wait_for()
    page.locator("select[name=design]").select_option("cohort")
    page.get_by_role("button", name="Add the ticked references").click()
    page.get_by_text("1 reference added").wait_for()

    row = Reference.objects.get(doi="10.1000/hips")
    assert (row.title, row.author[0]["family"]) == ("Hips in the night", "Grimaldi")
    assert ["api.crossref.org" in url for url in asked] == [True]


def test_curator_sees_both_and_merges(signed_in):
    kept = Reference.objects.get(slug="grimaldi2017mri")
    other = Reference.objects.create(
        slug="doe2020hip", type="article-journal", title="Hip pain", design="cohort"
    )
    page = signed_in(f"{BASE}merge/?ids={kept.pk},{other.pk}")
    assert violations(signed_in) == []

    page.get_by_label("Keep grimaldi2017mri").check()
    page.get_by_role("button", name="Merge").click()
    page.get_by_text("was merged into").wait_for()

    assert not Reference.objects.filter(slug="doe2020hip").exists()
    assert violations(signed_in) == []
