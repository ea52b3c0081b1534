"""Take a condition off the public side, with the reason that readers see."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conditions.catalogue import write
from conditions.models.edition import Edition, Withdrawal


class NotPublishedError(Exception):
    """There is nothing to withdraw."""


@transaction.atomic
def withdraw(
    *, slug: str, reason: str, by: str, replacement: str = "", at: datetime | None = None
) -> Withdrawal:
    """Withdraw a condition; its editions stay readable at their permanent addresses. Raises NotPublishedError."""
    version = write.next_version()
    current = Edition.objects.of(slug).order_by("-number").first()
    if current is None or not write.is_live(slug):
        raise NotPublishedError(f"{slug} is not published.")
    if not reason.strip():
        raise ValueError("A withdrawal needs a reason that readers can understand.")
    withdrawal = Withdrawal.objects.create(
        slug=slug,
        edition=current.number,
        reason=reason,
        replacement=replacement,
        withdrawn_at=at or timezone.now(),
        withdrawn_by=by,
    )
    write.withdrawn(withdrawal, version)
    return withdrawal
