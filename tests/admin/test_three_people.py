"""The whole way in a browser: a curator writes, a reviewer returns and approves, a publisher publishes."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from conditions.models import Condition, ConditionEntry, Review
from tests.people import log_in, person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SLUG = "hip-dislocation"
PUBLIC = f"/conditions/{SLUG}/"


@pytest.fixture
def people(transactional_db):
    return {
        name: person(name, name.capitalize(), first_name=name.capitalize())
        for name in ("curator", "reviewer", "publisher")
    }


@pytest.fixture
def become(visit, client, people):
    def switch(name):
        client.logout()
        log_in(client, people[name])
        visit.page.context.clear_cookies()
        visit.page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": visit.origin}]
        )

    return switch


def editor():
    return reverse("admin:conditions_condition_change", args=[Condition.objects.get(slug=SLUG).pk])


def press(page, name):
    """Click and wait for the page that comes of it: only then is it in the database."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def save(page):
    press(page, "Save")


def cite(row, page, words, name):
    row.locator("input[role=combobox]").fill(words)
    page.get_by_role("option", name=name).first.click()


def public_text(visit):
    return visit(PUBLIC).locator("main").inner_text()


def test_from_draft_to_readers(visit, become):
    # Given a curator who writes a new statement and cites it by typing
    become("curator")
    page = visit(editor())
    page.get_by_role("button", name="Add a statement to overview").click()
    row = page.locator("#section-overview [data-row]").last
    row.locator("textarea[name$=-text]").fill("A sentence by the curator.")
    first = page.locator("#statements-0 .chip-name").first.inner_text()
    cite(row, page, first.split(" ")[0], first[:12])
    save(page)
    page.get_by_text("is saved").wait_for()

    # When it is put forward
    page.get_by_role("link", name="Put forward for review").click()
    page.get_by_label("What changed and why").fill("One more sentence.")
    press(page, "Put forward")
    review = Review.objects.get(condition__slug=SLUG)
    address = reverse("admin:conditions_review_change", args=[review.pk])
    page.get_by_text("somebody else checks and decides").wait_for()

    # Then readers see nothing of it, and a reviewer comments and returns it
    assert "A sentence by the curator." not in public_text(visit)
    become("reviewer")
    page = visit(address)
    page.locator(".check.todo summary", has_text="Comment").first.click()
    page.locator(".check.todo textarea").first.fill("Which kind?")
    press(page, "Return")
    page.get_by_text("Returned to its authors.").wait_for()
    page.get_by_text("Which kind?").wait_for()

    # When the curator mends it and puts it forward again
    become("curator")
    page = visit(editor())
    page.locator("#section-overview textarea[name$=-text]").last.fill("A better sentence by the curator.")
    save(page)
    page.get_by_role("link", name="Put forward for review").click()
    page.get_by_label("What changed and why").fill("One more sentence, mended.")
    press(page, "Put forward")
    page.get_by_text("somebody else checks and decides").wait_for()

    # Then the reviewer ticks what changed and approves
    become("reviewer")
    page = visit(urlsplit(page.url).path)
    for box in page.locator(".check.todo input[name=sign]").all():
        box.check()
    press(page, "Approve")
    page.get_by_text("Approved. A publisher can publish").wait_for()
    approved = urlsplit(page.url).path

    # When the draft moves on before the publisher publishes
    become("curator")
    page = visit(editor())
    page.locator("#section-overview textarea[name$=-text]").last.fill("Written after the approval.")
    save(page)
    become("publisher")
    page = visit(approved)
    press(page, "Publish now")
    page.get_by_text("Published: ").wait_for()

    # Then readers see what was approved, and not the draft
    text = public_text(visit)
    assert "A better sentence by the curator." in text
    assert "Written after the approval." not in text
    assert ConditionEntry.objects.get(slug=SLUG).edition == 2


def test_conflicting_edits_are_joined_on_the_page(visit, become, people):
    from conditions.editorial.drafts import draft, save_draft

    become("curator")
    page = visit(editor())
    row, document = draft(SLUG)
    save_draft(
        document=document.model_copy(update={"summary": "Their summary."}),
        seen=row.revision,
        by=people["reviewer"],
    )

    page.locator("[name=basics-typical_patient]").fill("My patient.")
    page.locator("[name=basics-summary]").fill("My summary.")
    save(page)
    page.get_by_text("You both changed").wait_for()
    page.get_by_label("Take theirs").check()
    press(page, "Join and save")

    saved = draft(SLUG)[1]
    assert saved.summary == "Their summary."
    assert saved.typical_patient == "My patient."


def test_text_typed_before_the_session_was_lost_is_offered_back(visit, become):
    become("curator")
    page = visit(editor())
    page.locator("[name=basics-summary]").fill("Typed before the log-out.")
    page.locator("[data-state]", has_text="kept in this browser").wait_for()
    page.context.clear_cookies(name="sessionid")
    save(page)
    expect(page).to_have_url(re.compile("/(accounts|admin)/login/"))

    become("curator")
    page = visit(editor())
    press(page, "Put it back")

    expect(page.locator("[name=basics-summary]")).to_have_value("Typed before the log-out.")


def test_statements_are_moved_by_button_and_by_dragging_and_removed(visit, become):
    from conditions.editorial.drafts import draft

    become("curator")
    before = [s.text for _, s in draft(SLUG)[1].statements()]
    page = visit(editor())

    page.locator("#statements-0").get_by_role("button", name="Move down").click()
    save(page)
    moved = [s.text for _, s in draft(SLUG)[1].statements()]
    page.locator("#statements-1 .grip").drag_to(page.locator("#statements-0"))
    save(page)
    dragged = [s.text for _, s in draft(SLUG)[1].statements()]
    page.locator("#statements-0 .remove").click()
    save(page)

    assert moved == [before[1], before[0], *before[2:]]
    assert dragged == before
    assert [s.text for _, s in draft(SLUG)[1].statements()] == before[1:]


def test_hostile_text_never_runs(visit, become):
    become("curator")
    page = visit(editor())
    hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    page.locator("[name=basics-summary]").fill(hostile)
    page.locator("textarea[name=statements-0-text]").fill(hostile)
    press(page, "Save and preview")

    expect(page.get_by_text("<script>", exact=False).first).to_be_visible()
    assert "owned" not in page.title()
