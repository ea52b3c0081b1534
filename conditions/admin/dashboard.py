"""The front page of the admin: what waits, for whom it waits, with a link to where it is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

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
    hint: str = ""

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.items)


# What each list asks of the person, in words.
HINTS = {
    "Reviews that wait for you": "Look at what changed, comment, then approve or return.",
    "Approved, to be published": "Nobody sees these before you publish them.",
    "Returned to you": "The reviewer asks for something: mend the draft and put it forward again.",
    "Your drafts": "Changes of yours that readers do not see yet. When they are ready, put them forward.",
    "Published, with changes pending": "Somebody changed the draft since it was published.",
    "Review overdue": "The date of the next review has passed: read it against the evidence of today.",
    "Due for review within 90 days": "",
    "Newer evidence waiting": "Readers see a note at the statements until you work it in, or close it with a reason.",
    "Problems reported by readers": "Answer each with what was done.",
    "Retracted, and still cited": "Readers are warned already. Take the citation out or replace it.",
}


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
    return List(title, tuple(item(row) for row in rows[:SHOWN]), len(rows), tone, HINTS[title])


def _short(text: str) -> str:
    return Truncator(text).chars(96)


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%-d %b %Y}"


def _draft(row: Condition) -> Item:
    href = reverse("admin:conditions_condition_change", args=[row.pk])
    return Item(row.name, href, f"{status(row)}, saved {_day(row.updated_at)}")


def _review(review) -> Item:
    href = reverse("admin:conditions_review_change", args=[review.pk])
    when = _scheduled(review.publish_at) if review.publish_at else ""
    return Item(str(review.condition), href, f"{review.requested_by}, {_day(review.requested_at)}{when}")


def _scheduled(at: datetime) -> str:
    moment = f"{timezone.localtime(at):%-d %b %H:%M}"
    if at < timezone.now() - LATE:
        return f", was to be published on {moment} and could not be: open it and publish to see why"
    return f", set for {moment}"


def _returned(review) -> Item:
    href = reverse("admin:conditions_review_change", args=[review.pk])
    return Item(str(review.condition), href, f"by {review.decided_by}: {_short(review.comment)}")


def _due(row: Condition) -> Item:
    href = reverse("admin:conditions_condition_change", args=[row.pk])
    return Item(row.name, href, f"{row.review_due:%-d %B %Y}")


def _evidence(row) -> Item:
    href = reverse("admin:conditions_pendingevidence_change", args=[row.pk])
    where = sorted({str(s.condition) for s in row.statements.all()})
    return Item(_short(str(row.reference)), href, ", ".join(where))


def _report(row) -> Item:
    href = reverse("admin:conditions_readerreport_change", args=[row.pk])
    return Item(_short(row.text), href, f"{row.slug}, edition {row.edition}, {_day(row.received_at)}")


def _reference(row) -> Item:
    return Item(
        _short(str(row)),
        reverse("admin:conditions_reference_change", args=[row.pk]),
        _short(row.standing_note),
    )
