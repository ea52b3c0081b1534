"""What was published and withdrawn, newest first: the matter of the feeds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from conditions.catalogue.entry import ConditionEntry
from conditions.models.edition import Edition, Withdrawal

LIMIT = 50


@dataclass(frozen=True)
class News:
    """One publication, or one withdrawal (then `significance` is empty)."""

    slug: str
    name: str
    number: int
    at: datetime
    summary: str
    significance: str = ""
    author: str = ""
    reviewer: str = ""


def newest(slugs: Collection[str] | None = None) -> list[News]:
    """The last publications and withdrawals, of these conditions or of all."""
    editions = Edition.objects.order_by("-published_at", "-id").defer("body")
    withdrawals = Withdrawal.objects.order_by("-withdrawn_at", "-id")
    if slugs is not None:
        editions, withdrawals = editions.filter(slug__in=slugs), withdrawals.filter(slug__in=slugs)
    news = [
        News(e.slug, e.name, e.number, e.published_at, e.change_summary, e.significance, e.author, e.reviewer)
        for e in editions[:LIMIT]
    ]
    gone = withdrawals[:LIMIT]
    names = dict(ConditionEntry.objects.filter(slug__in=[w.slug for w in gone]).values_list("slug", "name"))
    news += [
        News(w.slug, names.get(w.slug, w.slug), w.edition, w.withdrawn_at, w.reason, author=w.withdrawn_by)
        for w in gone
    ]
    return sorted(news, key=lambda n: n.at, reverse=True)[:LIMIT]


def in_region(region: str) -> list[str]:
    """Slugs of the conditions that hurt there, withdrawn ones included: a feed tells of their withdrawal."""
    return list(
        ConditionEntry.objects.filter(terms__contains=[f"region:{region}"]).values_list("slug", flat=True)
    )
