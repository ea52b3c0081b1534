"""Comment, approve, return, take back."""

from django.db import transaction
from django.utils import timezone

from conditions.document import ConditionDocument
from conditions.editorial.checks import blocking
from conditions.editorial.publish import NotPublishableError
from conditions.editorial.review.locked import NotOpenError, locked
from conditions.editorial.review.parts import checkable
from conditions.editorial.review.sign_off import OwnChangeError, state_of
from conditions.models.review import Review, ReviewComment


class NotAllCheckedError(Exception):
    """New or changed parts are not signed off; `titles` has them."""

    def __init__(self, titles: list[str]) -> None:
        self.titles = titles
        count = len(titles)
        super().__init__(
            f"{count} changed part{' is' if count == 1 else 's are'} not checked yet: tick what you read, then approve."
        )


class OpenCommentsError(Exception):
    """Comments wait for an answer."""


@transaction.atomic
def comment(*, review: Review, part: str, text: str, by) -> ReviewComment:
    """Say something of one part, or of the whole (part empty). Raises NotOpenError and ValueError."""
    review = locked(review)
    if review.state not in (Review.State.OPEN, Review.State.RETURNED):
        raise NotOpenError(review)
    if not text.strip():
        raise ValueError("Write what you want to say.")
    if len(text) > 10_000:
        raise ValueError(f"A comment has at most 10,000 characters, not {len(text)}.")
    keys = {one.key for one in checkable(ConditionDocument.model_validate_json(review.body))}
    if part and part not in keys:
        raise ValueError("There is no such part in this document.")
    return ReviewComment.objects.create(review=review, part=part, text=text.strip(), author=by)


@transaction.atomic
def resolve(*, comment: ReviewComment, by) -> None:
    """Mark a comment as answered; once is enough."""
    row = ReviewComment.objects.select_for_update().get(pk=comment.pk)
    if row.resolved_at is None:
        row.resolved_by, row.resolved_at = by, timezone.now()
        row.save(update_fields=["resolved_by", "resolved_at"])


@transaction.atomic
def approve(*, review: Review, by, note: str = "") -> Review:
    """Approve the document that the review holds.

    Raises NotOpenError, OwnChangeError, NotAllCheckedError, OpenCommentsError and NotPublishableError.
    """
    review = _open(review, by)
    if missing := state_of(review).missing:
        raise NotAllCheckedError([part.title for part in missing])
    waiting = review.comments.filter(resolved_at__isnull=True).count()
    if waiting:
        raise OpenCommentsError(f"{waiting} comments wait for an answer.")
    document = ConditionDocument.model_validate_json(review.body)
    if found := blocking(document):
        raise NotPublishableError(document, found)
    return _decided(review, Review.State.APPROVED, by, note)


@transaction.atomic
def return_to_authors(*, review: Review, by, note: str) -> Review:
    """Send it back with a reason. Raises NotOpenError, OwnChangeError and ValueError without a reason."""
    review = _open(review, by)
    if not note.strip() and not review.comments.filter(resolved_at__isnull=True).exists():
        raise ValueError("Say what should be mended: in a comment at a part, or here.")
    return _decided(review, Review.State.RETURNED, by, note)


@transaction.atomic
def cancel(*, review: Review, by) -> Review:
    """Take a review back, open or approved, by one of its authors or a publisher. Raises NotOpenError."""
    review = locked(review)
    if review.state not in (Review.State.OPEN, Review.State.APPROVED):
        raise NotOpenError(review)
    review.publish_at = None
    if review.decided_at is None:
        review.decided_by, review.decided_at = by, timezone.now()
    review.state = Review.State.CANCELLED
    review.save()
    return review


def _open(review: Review, by) -> Review:
    review = locked(review)
    if review.state != Review.State.OPEN:
        raise NotOpenError(review)
    if review.authors.filter(pk=by.pk).exists():
        raise OwnChangeError("You changed something in this document: somebody else has to decide.")
    return review


def _decided(review: Review, state: str, by, note: str) -> Review:
    review.state, review.decided_by, review.decided_at = state, by, timezone.now()
    review.comment = note.strip()
    review.save()
    return review
