"""Take a reader's report of a problem."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from conditions.models.report import ReaderReport

WINDOW = timedelta(hours=1)
FROM_ONE_SENDER = 5
FROM_ALL = 200


class TooManyReportsError(Exception):
    """More reports in an hour than curators could read; `retry_after` is in seconds."""

    retry_after = int(WINDOW.total_seconds())


@transaction.atomic
def receive(
    *,
    slug: str,
    edition: int,
    text: str,
    address: str,
    about: str = "",
    contact: str = "",
    at: datetime | None = None,
) -> ReaderReport:
    """Keep the report. Raises TooManyReportsError.

    `address` is where the request came from; it is not kept, only its keyed hash of the day.
    """
    now = at or timezone.now()
    sender = sender_of(address, now)
    with connection.cursor() as cursor:
        # Reports are counted and written one after the other, or two at once could both be the last one allowed.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reader-report'))")
    recent = ReaderReport.objects.filter(received_at__gt=now - WINDOW)
    if recent.filter(sender=sender).count() >= FROM_ONE_SENDER or recent.count() >= FROM_ALL:
        raise TooManyReportsError
    return ReaderReport.objects.create(
        slug=slug, edition=edition, about=about, text=text, contact=contact, sender=sender, received_at=now
    )


def sender_of(address: str, at: datetime) -> str:
    """The keyed hash of an address on a day: it can't be turned back, and tomorrow it is another."""
    message = f"{at:%Y-%m-%d} {address}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()
