"""Two people press the button in the same moment: one wins, the other is told, nothing is lost or doubled."""

import threading

import pytest
from django.db import connection

from conditions.editorial.drafts import DraftConflictError, draft, revision, save_draft
from conditions.editorial.review.publication import PublishedAlreadyError, publish_due, publish_review
from conditions.models import Edition, Review
from tests.admin.test_permissions import SLUG, make_review
from tests.people import person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(*steps):
    """What each step returned or raised; all begin together, each with a connection of its own."""
    barrier, outcomes = threading.Barrier(len(steps)), {}

    def run(number, step):
        barrier.wait(30)
        try:
            outcomes[number] = step()
        except Exception as error:  # the outcome is what is looked at
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [outcomes[number] for number in range(len(steps))]


def test_of_two_publishers_one_publishes_and_the_other_is_told():
    review = make_review("approved")
    people = [person(name, "Publisher", first_name=name.capitalize()) for name in ("pat", "quinn")]

    outcomes = at_once(*(lambda by=by: publish_review(review=review, by=by) for by in people), publish_due)

    editions = [one for one in outcomes if isinstance(one, Edition)]
    told = [str(one) for one in outcomes if isinstance(one, PublishedAlreadyError)]
    assert (len(editions), len(told)) == (1, 1)
    assert told[0] in ("Pat published it already, as edition 2.", "Quinn published it already, as edition 2.")
    assert Edition.objects.of(SLUG).count() == 2
    assert Review.objects.get().state == Review.State.PUBLISHED


def test_of_two_saves_of_one_draft_the_second_is_asked_and_both_texts_are_there():
    row, document = draft(SLUG)
    people = [person(name, "Curator") for name in ("ann", "bob")]
    texts = ["Ann's summary.", "Bob's summary."]

    outcomes = at_once(
        *(
            lambda by=by, text=text: save_draft(
                document=document.model_copy(update={"summary": text}), seen=row.revision, by=by
            )
            for by, text in zip(people, texts, strict=True)
        )
    )

    (saved,) = [one for one in outcomes if isinstance(one, int)]
    (refused,) = [one for one in outcomes if isinstance(one, DraftConflictError)]
    assert saved == row.revision + 1
    assert refused.theirs.summary == draft(SLUG)[1].summary == revision(SLUG, saved).summary
    assert refused.base == document
