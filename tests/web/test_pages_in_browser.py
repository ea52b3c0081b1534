"""Every page type in Chromium: accessible in light and dark, whole on a phone, complete on paper."""

import re
import unicodedata

import pytest
from playwright.sync_api import Page

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.read import document_of
from tests.browser import DESKTOP, PHONE, SMALLEST, axe_violations, overflow, printed

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.slow]

SLUG = "greater-trochanteric-pain-syndrome"
PATHS = {
    "home": "/",
    "condition": f"/conditions/{SLUG}/",
    "emergency": "/conditions/cauda-equina-syndrome/",
    "edition": f"/conditions/{SLUG}/e/1/",
    "editions": f"/conditions/{SLUG}/editions/",
    "changes": f"/conditions/{SLUG}/diff/1..1/",
    "report": f"/conditions/{SLUG}/report/",
    "picker": "/compare/",
    "compare": f"/compare/?c={SLUG}&c=hip-osteoarthritis&c=lumbar-spinal-stenosis&c=lumbar-referred-pain",
    "refused": "/compare/?c=nothing&c=nobody",
    "findings": "/findings/",
    "finding": "/findings/resisted-hip-abduction/",
    "finding in": f"/findings/resisted-hip-abduction/in/{SLUG}/",
    "red flags": "/red-flags/",
    "not found": "/conditions/nothing/",
}


def letters(text: str) -> str:
    """Letters and digits alone: how lines break and glyphs join makes no difference."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", text)).lower()


def overflow_at(page: Page, width: int) -> int:
    page.set_viewport_size({"width": width, "height": 800})
    return overflow(page)


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_page_is_accessible_in_light_and_dark_and_whole_on_any_width(visit, path):
    page: Page = visit(path, width=DESKTOP)
    light = axe_violations(page)

    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": PHONE, "height": 800})
    dark_phone = axe_violations(page)

    # 200 % zoom of a window of 1440 pixels is the same as one of 720.
    sideways = {width: overflow_at(page, width) for width in (SMALLEST, PHONE, 720, 768, 1024)}
    assert (light, dark_phone) == ([], [])
    assert {width: pixels for width, pixels in sideways.items() if pixels} == {}


@pytest.mark.parametrize(("slug", "paper"), [(SLUG, "A4"), ("lumbar-radiculopathy", "Letter")])
def test_condition_on_paper_lacks_nothing(visit, slug, paper):
    document = document_of(ConditionEntry.objects.get(slug=slug))

    text = letters(printed(visit(f"/conditions/{slug}/"), paper))

    wanted = [document.name, document.summary, *(s.text for _, s in document.statements())]
    wanted += [part.text for part in (*document.management, *document.differentials, *document.claims)]
    shown = {a.finding: a for a in document.findings if a.salient}
    wanted += [finding.name for finding in document.vocabulary if finding.id in shown]
    wanted += [study.reference_standard for a in shown.values() for study in a.accuracy]
    wanted += [a.note for a in shown.values() if a.note]
    wanted += [finding.action for finding in document.vocabulary if finding.urgency]
    assert [words for words in wanted if letters(words) not in text] == []


def test_paper_has_no_furniture(visit):
    text = printed(visit(f"/conditions/{SLUG}/"))

    assert "On this page" not in text
    assert "Skip to content" not in text
    assert "Report a problem" not in text


def test_comparison_on_paper_lacks_no_finding(visit):
    page = visit(PATHS["compare"])
    names = page.locator("tbody .finding-name").all_inner_texts()

    text = letters(printed(page))

    assert len(names) > 30
    assert [name for name in names if letters(name) not in text] == []


def test_red_flags_on_paper_lack_no_action(visit):
    page = visit("/red-flags/")
    actions = page.locator(".flag-action").all_inner_texts()

    text = letters(printed(page))

    assert actions
    assert [action for action in actions if letters(action) not in text] == []
