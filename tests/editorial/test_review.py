"""From draft to edition: who may do what, and that what was approved is what is published."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from conditions.catalogue.entry import ConditionEntry
from conditions.editorial.drafts import draft, save_draft
from conditions.editorial.publish import NothingToPublishError, NotPublishableError, publish
from conditions.editorial.review.decide import (
    NotAllCheckedError,
    OpenCommentsError,
    approve,
    cancel,
    comment,
    resolve,
    return_to_authors,
)
from conditions.editorial.review.locked import NotOpenError
from conditions.editorial.review.publication import (
    OvertakenError,
    PublishedAlreadyError,
    publish_due,
    publish_review,
    schedule,
)
from conditions.editorial.review.request import UnderWayError, request_review
from conditions.editorial.review.sign_off import OwnChangeError, for_readers, sign_off, state_of
from conditions.editorial.review.timer import DueTimer
from conditions.editorial.standing import change_standing
from conditions.interchange.from_tables import draft_of
from conditions.models import Edition, Finding, Reference, Review
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SLUG = "greater-trochanteric-pain-syndrome"


@pytest.fixture
def curator():
    return person("curator", "Curator", first_name="Casey", last_name="Curator")


@pytest.fixture
def reviewer():
    return person("reviewer", "Reviewer", first_name="Robin", last_name="Reviewer")


@pytest.fixture
def publisher():
    return person("publisher", "Publisher")


def edit(by, *, text="A new sentence.", statement=0):
    row, document = draft(SLUG)
    section = document.sections[0]
    statements = list(section.statements)
    statements[statement] = statements[statement].model_copy(update={"text": text})
    sections = (section.model_copy(update={"statements": tuple(statements)}), *document.sections[1:])
    save_draft(document=document.model_copy(update={"sections": sections}), seen=row.revision, by=by)


def put_forward(by):
    return request_review(slug=SLUG, by=by, change_summary="Newer trial.", significance="significant")


@pytest.fixture
def review(curator):
    edit(curator)
    return put_forward(curator)


def check_all(review, by):
    sign_off(review=review, keys=state_of(review).changed, by=by)


@pytest.fixture
def approved(review, reviewer):
    check_all(review, reviewer)
    return approve(review=review, by=reviewer)


def test_review_holds_the_document_whatever_the_draft_becomes(review, curator):
    before = review.body

    edit(curator, text="Yet another.")

    review.refresh_from_db()
    assert review.body == before
    assert "A new sentence." in review.body


def test_draft_without_a_change_is_not_put_forward(curator):
    with pytest.raises(NothingToPublishError):
        put_forward(curator)


def test_draft_with_a_blocking_problem_is_not_put_forward(curator):
    row, document = draft(SLUG)
    section = document.sections[0]
    bare = section.statements[0].model_copy(update={"citations": (), "certainty": None})
    sections = (
        section.model_copy(update={"statements": (bare, *section.statements[1:])}),
        *document.sections[1:],
    )
    save_draft(document=document.model_copy(update={"sections": sections}), seen=row.revision, by=curator)

    with pytest.raises(NotPublishableError, match="cites nothing"):
        put_forward(curator)


def test_one_review_of_a_condition_at_a_time(review, curator):
    with pytest.raises(UnderWayError):
        put_forward(curator)


def test_review_needs_a_summary(curator):
    edit(curator)

    with pytest.raises(ValueError, match="what changed"):
        request_review(slug=SLUG, by=curator, change_summary="  ", significance="minor")


def test_author_of_a_change_neither_checks_nor_decides(review, curator):
    for step in (
        lambda: sign_off(review=review, keys=state_of(review).changed, by=curator),
        lambda: approve(review=review, by=curator),
        lambda: return_to_authors(review=review, by=curator, note="x"),
    ):
        with pytest.raises(OwnChangeError):
            step()

    review.refresh_from_db()
    assert review.state == Review.State.OPEN


def test_everyone_who_saved_since_the_edition_is_an_author(curator, reviewer):
    edit(reviewer, text="By the reviewer.")
    edit(curator, statement=1)
    review = put_forward(curator)

    with pytest.raises(OwnChangeError):
        approve(review=review, by=reviewer)


def test_who_changed_a_finding_that_the_document_holds_is_an_author(client, curator, reviewer):
    import pghistory

    row = Finding.objects.filter(associations__condition__slug=SLUG).first()
    with pghistory.context(user=reviewer.pk):
        row.definition = "Reworded."
        row.save()
    review = put_forward(curator)

    assert set(review.authors.all()) == {curator, reviewer}


def test_approval_waits_for_every_changed_part(review, reviewer):
    with pytest.raises(NotAllCheckedError):
        approve(review=review, by=reviewer)


def test_approval_waits_for_answers_to_comments(review, reviewer):
    check_all(review, reviewer)
    said = comment(review=review, part="", text="Which trial?", by=reviewer)

    with pytest.raises(OpenCommentsError):
        approve(review=review, by=reviewer)

    resolve(comment=said, by=reviewer)
    assert approve(review=review, by=reviewer).state == Review.State.APPROVED


def test_comment_stands_at_a_part_of_the_document(review, reviewer):
    with pytest.raises(ValueError, match="no such part"):
        comment(review=review, part="statement:nowhere", text="x", by=reviewer)


def test_returning_needs_a_reason(review, reviewer):
    with pytest.raises(ValueError, match="what should be mended"):
        return_to_authors(review=review, by=reviewer, note=" ")


def test_returned_review_takes_no_further_decision(review, reviewer):
    return_to_authors(review=review, by=reviewer, note="Cite the trial.")

    with pytest.raises(NotOpenError, match="returned"):
        approve(review=review, by=reviewer)


def test_what_was_approved_is_published_byte_by_byte_although_the_draft_moved_on(
    approved, curator, publisher
):
    edit(curator, text="Written after the approval.")

    edition = publish_review(review=approved, by=publisher)

    assert edition.body == approved.body
    assert edition.sha256 == approved.sha256
    assert edition.number == 2
    assert "Written after the approval." not in ConditionEntry.objects.get(slug=SLUG).body
    assert "Written after the approval." in draft_of(SLUG).model_dump_json()


def test_edition_names_its_author_and_reviewer(approved, publisher):
    edition = publish_review(review=approved, by=publisher)

    assert edition.author == "Casey Curator"
    assert edition.reviewer == "Robin Reviewer"


def test_of_two_publishers_one_wins_and_the_other_is_told(approved, publisher):
    other = person("other", "Publisher")
    publish_review(review=approved, by=publisher)

    with pytest.raises(PublishedAlreadyError, match="publisher published it already, as edition 2"):
        publish_review(review=approved, by=other)

    assert Edition.objects.of(SLUG).count() == 2


def test_review_that_is_not_approved_is_not_published(review, publisher):
    with pytest.raises(NotOpenError):
        publish_review(review=review, by=publisher)


def test_review_that_was_overtaken_by_another_edition_is_not_published(approved, publisher):
    document = draft_of(SLUG).model_copy(update={"summary": "From elsewhere."})
    publish(document=document, author="x", reviewer="", change_summary="x", significance="minor")

    with pytest.raises(OvertakenError):
        publish_review(review=approved, by=publisher)

    assert Edition.objects.of(SLUG).count() == 2


def test_retraction_after_the_approval_stops_the_publication(approved, publisher):
    reference = Reference.objects.filter(citations__statement__condition__slug=SLUG).first()
    change_standing(reference=reference, standing="retracted", note="")

    with pytest.raises(NotPublishableError, match="retracted"):
        publish_review(review=approved, by=publisher)


def test_sign_off_carries_over_while_the_statement_is_unchanged(approved, curator, reviewer, publisher):
    first = publish_review(review=approved, by=publisher)
    edit(curator, text="Another statement.", statement=1)
    review = put_forward(curator)

    state = state_of(review)

    signed, all_ = state.statements
    assert signed == 1
    assert all_ > 20
    assert len(state.missing) == 1
    assert next(iter(first.sign_offs.values()))["by"] == "Robin Reviewer"


def test_sign_off_bears_the_day_that_the_site_had(review, reviewer):
    with time_machine.travel("2026-11-25T20:00:00Z", tick=False):
        check_all(review, reviewer)

    with timezone.override("Pacific/Auckland"):
        (signed,) = for_readers(review).values()
    assert signed == {"by": "Robin Reviewer", "on": "2026-11-26"}


def test_sign_off_falls_away_when_the_words_change(approved, curator, publisher):
    publish_review(review=approved, by=publisher)
    edit(curator, text="Reworded once more.")
    review = put_forward(curator)

    assert state_of(review).statements[0] == 0


def test_what_was_checked_before_a_return_need_not_be_checked_again(curator, reviewer):
    edit(curator, statement=0)
    edit(curator, text="To be mended.", statement=1)
    review = put_forward(curator)
    keys = sorted(k for k in state_of(review).changed if k.startswith("statement:"))
    good = next(
        k for k in keys if "A new sentence." in next(p.title for p in state_of(review).parts if p.key == k)
    )
    sign_off(review=review, keys=[good], by=reviewer)
    return_to_authors(review=review, by=reviewer, note="Mend the second.")
    edit(curator, text="Mended.", statement=1)

    again = put_forward(curator)

    assert [p.title for p in state_of(again).missing] == ["Mended."]


def test_scheduled_review_is_published_when_its_time_has_come(approved, publisher, capsys):
    at = timezone.now() + timedelta(hours=1)
    schedule(review=approved, at=at, by=publisher)

    assert publish_due(now=at - timedelta(minutes=1)) == []
    (outcome,) = publish_due(now=at + timedelta(minutes=1))

    assert outcome.edition.number == 2
    approved.refresh_from_db()
    assert approved.published_by == publisher


def test_command_publishes_what_is_due_and_fails_loudly_for_what_can_not_be(approved, publisher, monkeypatch):
    schedule(review=approved, at=timezone.now() + timedelta(seconds=30), by=publisher)
    Review.objects.update(publish_at=timezone.now() - timedelta(seconds=30))
    reference = Reference.objects.filter(citations__statement__condition__slug=SLUG).first()
    change_standing(reference=reference, standing="retracted", note="")

    with pytest.raises(CommandError, match="retracted"):
        call_command("publish_due")

    change_standing(reference=reference, standing="good", note="")
    call_command("publish_due")
    assert Edition.objects.of(SLUG).count() == 2


def test_timer_publishes_what_is_due_and_says_once_what_it_could_not(approved, publisher, caplog):
    timer = DueTimer()
    schedule(review=approved, at=timezone.now() + timedelta(seconds=30), by=publisher)
    timer.turn()
    assert Edition.objects.of(SLUG).count() == 1

    Review.objects.update(publish_at=timezone.now() - timedelta(seconds=30))
    reference = Reference.objects.filter(citations__statement__condition__slug=SLUG).first()
    change_standing(reference=reference, standing="retracted", note="")
    timer.turn()
    timer.turn()
    assert caplog.text.count("Scheduled publication failed") == 1

    change_standing(reference=reference, standing="good", note="")
    timer.turn()
    assert Edition.objects.of(SLUG).count() == 2


def test_schedule_in_the_past_is_refused(approved, publisher):
    with pytest.raises(ValueError, match="has passed"):
        schedule(review=approved, at=timezone.now() - timedelta(hours=1), by=publisher)


def test_cancelled_review_makes_room_for_another(review, curator):
    cancel(review=review, by=curator)

    assert put_forward(curator).state == Review.State.OPEN
