"""Where each condition stands between draft and readers."""

from django.db.models import OuterRef, Subquery

from conditions.catalogue.entry import ConditionEntry
from conditions.models.condition import Condition
from conditions.models.draft import DraftRevision
from conditions.models.review import Review

UNDER_WAY = (Review.State.OPEN, Review.State.APPROVED)


def with_status():
    """Conditions with what their lists show: edition, withdrawal, review, who saved last; one query."""
    entry = ConditionEntry.objects.filter(slug=OuterRef("slug"))
    review = Review.objects.filter(condition=OuterRef("pk"), state__in=UNDER_WAY)
    last = DraftRevision.objects.filter(slug=OuterRef("slug")).order_by("-number")
    return Condition.objects.annotate(
        edition=Subquery(entry.values("edition")[:1]),
        published_at=Subquery(entry.values("published_at")[:1]),
        is_withdrawn=Subquery(entry.values("withdrawn")[:1]),
        review_state=Subquery(review.values("state")[:1]),
        review_id=Subquery(review.values("pk")[:1]),
        saved_by_id=Subquery(last.values("saved_by")[:1]),
        saved_by=Subquery(last.values("saved_by__username")[:1]),
    )


def status(row) -> str:
    """In a word or three; `row` comes from `with_status()`."""
    if row.review_state == Review.State.APPROVED:
        return "approved"
    if row.review_state == Review.State.OPEN:
        return "in review"
    if row.edition is None:
        return "not published"
    if row.is_withdrawn:
        return "withdrawn"
    return "changes pending" if row.updated_at > row.published_at else "published"
