"""A request to publish: it holds the very document that is reviewed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from conditions.models.condition import Condition


class Review(models.Model):
    """One document put forward for publication, and what was decided about it."""

    class State(models.TextChoices):
        OPEN = "open", "In review"
        APPROVED = "approved", "Approved"
        RETURNED = "returned", "Returned"
        PUBLISHED = "published", "Published"
        CANCELLED = "cancelled", "Cancelled"

    condition = models.ForeignKey(Condition, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    body = models.TextField(help_text="The document under review, as canonical JSON.")
    sha256 = models.CharField(max_length=64)
    change_summary = models.TextField(blank=True)
    significance = models.CharField(max_length=11, default="significant")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ("-requested_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("condition",),
                condition=Q(state__in=("open", "approved")),
                name="review_one_under_way",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="review_decision_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.condition}, {self.get_state_display().lower()}"
