"""Newer evidence that is known and not yet worked in."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from conditions.models.condition import Condition
from conditions.models.fields import slug_shape
from conditions.models.reference import Reference


class PendingEvidence(models.Model):
    """A reference that may change what statements say; readers see that it waits until it is closed."""

    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="pending")
    note = models.CharField(
        max_length=300, help_text="One sentence that readers see: what it may change, and how."
    )
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True, help_text="What was done about it.")

    class Meta:
        ordering = ("-logged_at", "-id")
        verbose_name_plural = "pending evidence"
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, outcome="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")),
                name="pending_evidence_is_closed_with_an_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference}: {self.note}"


class PendingStatement(models.Model):
    """One statement that pending evidence concerns, named by its permanent key."""

    evidence = models.ForeignKey(PendingEvidence, on_delete=models.CASCADE, related_name="statements")
    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="pending")
    key = models.CharField(max_length=80)

    class Meta:
        ordering = ("condition", "key")
        default_permissions = ()
        constraints = (
            slug_shape("pending_statement", "key"),
            models.UniqueConstraint(fields=("evidence", "condition", "key"), name="pending_statement_once"),
        )

    def __str__(self) -> str:
        return f"{self.condition} {self.key}"
