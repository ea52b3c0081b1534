"""Differentiate in a browser: with and without scripts, by keyboard, on a phone, on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, WIDTHS, axe_violations, overflow, printed

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SENTENCE = "58F, outer hip sore at night and on stairs, limps, no pins and needles, SLR -ve"
ENTERED = "present=lateral-hip-pain,pain-stairs&absent=leg-paraesthesia"


def chips(page):
    return page.locator(".dx-tray .chip")


def expect_first(page, name):
    expect(page.locator(".dx-row h3").first).to_have_text(name)


def tick(page, state):
    return page.locator(f"#dx input[name={state}][value=lateral-hip-pain]")


def test_a_story_becomes_findings_after_confirmation(visit):
    page = visit("/differentiate/")

    page.get_by_label("Type or paste what you found").fill(SENTENCE)
    page.get_by_role("button", name="Read findings").click()
    page.get_by_text("Read as. Untick what is wrong.").wait_for()
    expect(chips(page)).to_have_count(0)
    page.get_by_role("button", name="Add these").click()
    page.get_by_text("8 findings").wait_for()

    expect_first(page, "Greater trochanteric pain syndrome")
    expect(page).to_have_url(re.compile(r"/differentiate/#.*present="))
    expect(page.get_by_label("Type or paste what you found")).to_have_value("")


def test_ticking_ranks_in_place_and_stays_out_of_the_log(visit):
    page = visit("/differentiate/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.locator("#dx summary", has_text="Symptoms").click()
    tick(page, "present").check()
    page.get_by_text("1 finding", exact=True).wait_for()
    tick(page, "absent").check()
    page.locator(".dx-tray .chip.no").wait_for()

    expect(tick(page, "present")).not_to_be_checked()
    expect(page).to_have_url(re.compile(r"/differentiate/#absent=lateral-hip-pain$"))
    assert not any("lateral-hip-pain" in url for url in asked)
    assert (
        "Ranked" in page.locator("[data-status]").inner_text() or page.locator("[data-announce]").count() == 1
    )


def test_a_fragment_brings_its_findings_back(visit):
    page = visit(f"/differentiate/#{ENTERED}")

    page.get_by_text("3 findings").wait_for()

    for name in ("Lateral hip pain", "Worse on stairs or hills"):
        expect(chips(page).filter(has_text=name)).to_have_count(1)
    expect(tick(page, "present")).to_be_checked()


def test_a_query_moves_into_the_fragment(visit):
    page = visit("/differentiate/?present=lateral-hip-pain")

    expect(page).to_have_url(re.compile(r"/differentiate/#present=lateral-hip-pain$"))


def test_the_box_finds_findings_by_other_names_and_keyboard(visit):
    page = visit("/differentiate/")

    box = page.get_by_role("combobox", name="Add a finding")
    box.fill("jump sign")
    expect(page.get_by_role("option").first).to_have_text("Greater trochanter tenderness")
    box.press("Enter")
    page.get_by_text("1 finding", exact=True).wait_for()
    box.fill("slr")
    box.press("ArrowDown")
    box.press("ArrowUp")
    box.press("Shift+Enter")
    page.get_by_text("2 findings").wait_for()

    expect(page).to_have_url(re.compile("#present=trochanter-tenderness&absent="))


def test_the_body_map_a_next_finding_and_a_chip_change_the_ranking(visit):
    page = visit("/differentiate/")

    page.locator("[data-map] summary").click()
    page.locator("[data-map] a[data-region=groin]").first.click()
    page.get_by_text("1 finding", exact=True).wait_for()
    expect(page.locator("[data-map] a[data-region=groin].is-on").first).to_be_attached()
    page.locator(".dx-answer.no").first.click()
    page.get_by_text("2 findings").wait_for()
    chips(page).first.click()
    page.get_by_text("1 finding", exact=True).wait_for()
    page.get_by_role("link", name="Clear all").click()
    page.get_by_text("Nothing entered yet").wait_for()

    page.wait_for_function("location.hash === ''")


def test_equal_priors_are_a_switch(visit):
    page = visit(f"/differentiate/#{ENTERED}")
    page.get_by_text("3 findings").wait_for()

    page.get_by_label("equal").check()
    page.wait_for_function("location.hash.includes('prior=equal')")
    page.locator("[data-state*='prior=equal']").wait_for()

    expect(page.get_by_label("equal")).to_be_checked()


def test_a_contradiction_is_told_where_the_ranking_was(visit):
    page = visit("/differentiate/#present=normal-neurology,reflex-loss")

    page.get_by_text("can’t both be so").wait_for()

    expect(page.locator(".chip.clash")).to_have_count(2)
    expect(page.get_by_role("heading", name="Not to be missed")).to_be_visible()


def test_a_permanent_link_keeps_its_editions(visit):
    page = visit(f"/differentiate/#{ENTERED}")
    page.get_by_text("3 findings").wait_for()

    link = page.locator("[data-copy-link]").get_attribute("href")
    page.goto("about:blank")
    page = visit(link)
    page.get_by_text("3 findings").wait_for()

    assert "editions=" in page.evaluate("location.hash")
    assert "As it was." not in page.inner_text("main")


def test_everything_works_without_scripts(visit, browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/differentiate/")

    page.get_by_label("Type or paste what you found").fill(SENTENCE)
    page.get_by_role("button", name="Read findings").click()
    page.get_by_role("button", name="Add these").click()
    expect(page).to_have_url(re.compile("present=lateral-hip-pain"))
    expect_first(page, "Greater trochanteric pain syndrome")
    page.locator(".dx-answer").first.click()
    expect(chips(page)).to_have_count(9)
    chips(page).first.click()
    expect(chips(page)).to_have_count(8)
    page.get_by_role("button", name="Show all the working").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Working of a ranking")
    assert "?" not in page.url
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/differentiate/", f"/differentiate/?{ENTERED}", "/differentiate/method/"])
def test_pages_are_accessible_at_every_width(visit, path, scheme):
    for width in WIDTHS:
        page = visit(path, width=width, scheme=scheme)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")

        assert axe_violations(page) == []
        assert overflow(page) == 0


def test_proposals_are_accessible_on_a_phone(visit):
    page = visit("/differentiate/", width=PHONE)
    page.get_by_label("Type or paste what you found").fill(f"{SENTENCE}. FABER +ve. qwertz")
    page.get_by_role("button", name="Read findings").click()
    page.get_by_text("can mean several findings").wait_for()

    assert axe_violations(page) == []
    assert overflow(page) == 0


def test_the_working_comes_out_on_paper(visit):
    page = visit(f"/differentiate/working/?{ENTERED}")

    text = printed(page)

    assert "Greater trochanteric pain syndrome" in text
    assert "Share of the sum" in text
    assert "Tensor fasciae latae" in text
