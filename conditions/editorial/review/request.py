"""Put a draft forward: the review holds the very document, and keeps holding it."""

from django.db import transaction

from conditions.document import canonical_json, sha256_of
from conditions.editorial.checks import blocking
from conditions.editorial.publish import NothingToPublishError, NotPublishableError
from conditions.editorial.review.authors import authors_of
from conditions.interchange.from_tables import draft_of
from conditions.models.condition import Condition
from conditions.models.edition import Edition
from conditions.models.review import Review


class UnderWayError(Exception):
    """A review of the condition is open or approved already; `review` is it."""

    def __init__(self, review: Review) -> None:
        self.review = review
        super().__init__(f"{review.condition} is {review.get_state_display().lower()} already.")


@transaction.atomic
def request_review(*, slug: str, by, change_summary: str, significance: str) -> Review:
    """Open a review of the draft as it is now.

    Raises NotPublishableError with the blocking problems, NothingToPublishError,
    UnderWayError, ValueError without a summary, and Condition.DoesNotExist.
    """
    if not change_summary.strip():
        raise ValueError("Say in a sentence what changed and why: readers see it.")
    row = Condition.objects.select_for_update().get(slug=slug)
    under_way = row.reviews.filter(state__in=(Review.State.OPEN, Review.State.APPROVED)).first()
    if under_way is not None:
        raise UnderWayError(under_way)
    document = draft_of(slug)
    if found := blocking(document):
        raise NotPublishableError(document, found)
    body = canonical_json(document)
    current = Edition.objects.of(slug).order_by("-number").first()
    if current is not None and current.body == body:
        raise NothingToPublishError(f"{row.name} has no change since edition {current.number}.")
    review = Review.objects.create(
        condition=row,
        body=body,
        sha256=sha256_of(body),
        base_edition=current.number if current else 0,
        revision=row.revision,
        change_summary=change_summary.strip(),
        significance=significance,
        requested_by=by,
    )
    review.authors.set({*authors_of(document, current), by.pk})
    return review
