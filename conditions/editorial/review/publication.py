"""Publish what was approved, byte by byte, now or at a set time."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conditions.document import ConditionDocument
from conditions.editorial.publish import publish
from conditions.editorial.review.locked import NotOpenError, locked
from conditions.editorial.review.sign_off import for_readers
from conditions.models.edition import Edition
from conditions.models.review import Review


class PublishedAlreadyError(NotOpenError):
    """Somebody else published it a moment ago; the message says who and as which edition."""

    def __init__(self, review: Review) -> None:
        self.review = review
        by = review.published_by
        name = (by.get_full_name() or by.username) if by else "somebody"
        Exception.__init__(self, f"{name} published it already, as edition {review.edition}.")


class OvertakenError(Exception):
    """Another edition was published since the review began: it has to be reviewed against that one."""


class ApprovalBrokenError(Exception):
    """What would be published is not what was approved."""


@transaction.atomic
def publish_review(*, review: Review, by, at: datetime | None = None) -> Edition:
    """Publish an approved review.

    Raises PublishedAlreadyError, NotOpenError, OvertakenError, NotPublishableError,
    NothingToPublishError where its document is the current edition already, and ApprovalBrokenError.
    """
    review = locked(review)
    if review.state == Review.State.PUBLISHED:
        raise PublishedAlreadyError(review)
    if review.state != Review.State.APPROVED:
        raise NotOpenError(review)
    document = ConditionDocument.model_validate_json(review.body)
    edition = publish(
        document=document,
        author=_names(review.authors.order_by("pk")),
        reviewer=_name(review.decided_by),
        change_summary=review.change_summary,
        significance=review.significance,
        at=at,
        sign_offs=for_readers(review),
    )
    if edition.number != review.base_edition + 1:
        raise OvertakenError(
            f"{document.name} has got edition {edition.number - 1} since this review began. "
            "Put the draft forward again."
        )
    if edition.body != review.body or edition.sha256 != review.sha256:
        raise ApprovalBrokenError(f"{document.name}: what was approved can't be reproduced.")
    review.state, review.published_by, review.edition = Review.State.PUBLISHED, by, edition.number
    review.save()
    return edition


@transaction.atomic
def schedule(*, review: Review, at: datetime | None, by) -> Review:
    """Publish it from `at` on; None takes the time away. Raises NotOpenError and ValueError for the past."""
    review = locked(review)
    if review.state != Review.State.APPROVED:
        raise NotOpenError(review)
    if at is not None and at <= timezone.now():
        raise ValueError("That moment has passed: publish it now, or choose a later one.")
    review.publish_at = at
    review.published_by = by if at else None
    review.save()
    return review


@dataclass(frozen=True)
class Outcome:
    """What became of one scheduled review."""

    review: Review
    edition: Edition | None
    problem: str


def publish_due(*, now: datetime | None = None) -> list[Outcome]:
    """Publish every approved review whose time has come; one that can't be published does not hold up the others."""
    due = Review.objects.filter(state=Review.State.APPROVED, publish_at__lte=now or timezone.now())
    outcomes = []
    for review in due.select_related("condition", "published_by").order_by("publish_at", "pk"):
        try:
            outcomes.append(Outcome(review, publish_review(review=review, by=review.published_by), ""))
        except PublishedAlreadyError:
            continue  # another run was quicker
        except Exception as error:  # reported, and the next one gets its turn
            outcomes.append(Outcome(review, None, str(error)))
    return outcomes


def _name(user) -> str:
    return (user.get_full_name() or user.username) if user else ""


def _names(users) -> str:
    return ", ".join(_name(user) for user in users)[:300]
