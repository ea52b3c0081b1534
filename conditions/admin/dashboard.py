"""The front page of the admin: what waits, for whom it waits, with a link to where it is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from conditions.editorial import worklist
from conditions.editorial.status import status
from conditions.models import Condition

SHOWN = 12
# A timer publishes what is due; later than this, it tried and failed.
LATE = timedelta(minutes=5)


@dataclass(frozen=True)
class Item:
    """One thing to do."""

    text: str
    href: str
    detail: str = ""


@dataclass(frozen=True)
class List:
    """One kind of thing to do."""

    title: str
    items: tuple[Item, ...]
    total: int
    tone: str = ""
    nothing: str = "Nothing."


def lists(user) -> list[List]:
    """The lists of one person, those that can be acted on first. A dozen queries, however much there is."""
    today = timezone.localdate()
    can = user.has_perm
    found = []
    if can("conditions.decide_review"):
        found.append(
            _list("Reviews that wait for you", worklist.waiting_for_decision(user), _review, tone="wait")
        )
    if can("conditions.publish_review"):
        found.append(
            _list("Approved, to be published", worklist.waiting_for_publisher(), _review, tone="good")
        )
    if can("conditions.change_condition"):
        found.append(_list("Returned to you", worklist.returned(user), _returned, tone="flag"))
        found.append(_list("Your drafts", worklist.my_drafts(user), _draft))
    if can("conditions.view_condition"):
        found += [
            _list("Published, with changes pending", worklist.changes_pending(), _draft),
            _list("Review overdue", worklist.overdue(today), _due, tone="flag"),
            _list("Due for review within 90 days", worklist.due_soon(today), _due, tone="wait"),
            _list("Newer evidence waiting", worklist.pending_evidence(), _evidence, tone="wait"),
            _list("Problems reported by readers", worklist.reports(), _report, tone="wait"),
            _list("Retracted, and still cited", worklist.retracted(), _reference, tone="flag"),
        ]
    return found


def _list(title: str, rows, item, tone: str = "") -> List:
    rows = list(rows)
    return List(title, tuple(item(row) for row in rows[:SHOWN]), len(rows), tone)


def _draft(row: Condition) -> Item:
    href = reverse("admin:conditions_condition_change", args=[row.pk])
    return Item(row.name, href, f"{status(row)}, saved {row.updated_at:%-d %b %Y}")


def _review(review) -> Item:
    href = reverse("admin:conditions_review_change", args=[review.pk])
    when = _scheduled(review.publish_at) if review.publish_at else ""
    return Item(str(review.condition), href, f"{review.requested_by}, {review.requested_at:%-d %b %Y}{when}")


def _scheduled(at: datetime) -> str:
    moment = f"{timezone.localtime(at):%-d %b %H:%M}"
    if at < timezone.now() - LATE:
        return f", was to be published on {moment} and could not be: open it and publish to see why"
    return f", set for {moment}"


def _returned(review) -> Item:
    href = reverse("admin:conditions_review_change", args=[review.pk])
    return Item(str(review.condition), href, f"by {review.decided_by}: {review.comment[:80]}")


def _due(row: Condition) -> Item:
    href = reverse("admin:conditions_condition_change", args=[row.pk])
    return Item(row.name, href, f"{row.review_due:%-d %B %Y}")


def _evidence(row) -> Item:
    href = reverse("admin:conditions_pendingevidence_change", args=[row.pk])
    where = sorted({str(s.condition) for s in row.statements.all()})
    return Item(str(row.reference)[:90], href, ", ".join(where))


def _report(row) -> Item:
    href = reverse("admin:conditions_readerreport_change", args=[row.pk])
    return Item(row.text[:90], href, f"{row.slug}, edition {row.edition}, {row.received_at:%-d %b %Y}")


def _reference(row) -> Item:
    return Item(
        str(row)[:90], reverse("admin:conditions_reference_change", args=[row.pk]), row.standing_note[:80]
    )
