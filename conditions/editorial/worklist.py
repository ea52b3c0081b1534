"""What waits for whom: the questions of the dashboard, each one bounded query."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q

from conditions.editorial.status import with_status
from conditions.models.condition import Condition
from conditions.models.pending import PendingEvidence
from conditions.models.reference import Reference
from conditions.models.report import ReaderReport
from conditions.models.review import Review

SOON = timedelta(days=90)


def my_drafts(user):
    """Conditions that this person saved last or put forward, with changes that are not public."""
    changed = Q(edition__isnull=True) | Q(updated_at__gt=F("published_at"))
    return with_status().filter(changed, saved_by_id=user.pk).order_by("-updated_at")


def changes_pending():
    """Published conditions whose draft was saved since."""
    rows = with_status().filter(edition__isnull=False, is_withdrawn=False)
    return rows.filter(updated_at__gt=F("published_at")).order_by("-updated_at")


def waiting_for_decision(user):
    """Open reviews in which this person changed nothing."""
    return _reviews(Review.State.OPEN).exclude(authors=user)


def waiting_for_publisher():
    """Approved reviews."""
    return _reviews(Review.State.APPROVED)


def returned(user):
    """Reviews that came back to this person and were not put forward again."""
    later = Review.objects.filter(condition=OuterRef("condition"), requested_at__gt=OuterRef("requested_at"))
    return _reviews(Review.State.RETURNED).filter(authors=user).exclude(Exists(later))


def _reviews(state: str):
    rows = Review.objects.filter(state=state).defer("body").order_by("requested_at")
    return rows.select_related("condition", "requested_by", "decided_by")


def overdue(today: date):
    """Conditions whose review date has passed."""
    return Condition.objects.overdue(today).order_by("review_due")


def due_soon(today: date):
    """Conditions due for review within 90 days."""
    return Condition.objects.filter(review_due__gte=today, review_due__lte=today + SOON).order_by(
        "review_due"
    )


def pending_evidence():
    """Newer evidence that waits."""
    rows = PendingEvidence.objects.filter(closed_at__isnull=True).order_by("logged_at")
    return rows.select_related("reference").prefetch_related("statements__condition")


def reports():
    """Problems that readers reported and nobody answered."""
    return ReaderReport.objects.filter(handled_at__isnull=True).order_by("received_at")


def retracted():
    """Retracted references that something cites."""
    return Reference.objects.filter(standing=Reference.Standing.RETRACTED, citations__isnull=False).distinct()
