"""A request to publish: it holds the very document that is reviewed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from conditions.models.condition import Condition


def _person(**options: Any) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


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
    base_edition = models.PositiveIntegerField(
        default=0, help_text="The edition that was current at the request."
    )
    revision = models.PositiveIntegerField(
        default=0, help_text="The revision of the draft it was taken from."
    )
    authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", help_text="Everyone who changed something in it."
    )
    change_summary = models.TextField(blank=True)
    significance = models.CharField(max_length=11, default="significant")
    requested_by = _person()
    requested_at = models.DateTimeField(auto_now_add=True)
    decided_by = _person(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(blank=True)
    publish_at = models.DateTimeField(null=True, blank=True, help_text="Publish on its own from this moment.")
    published_by = _person(null=True, blank=True)
    edition = models.PositiveIntegerField(null=True, blank=True, help_text="What it became.")

    class Meta:
        ordering = ("-requested_at", "-id")
        permissions = (
            ("request_review", "Can put a draft forward for review"),
            ("decide_review", "Can approve or return a review"),
            ("publish_review", "Can publish or schedule what was approved"),
            ("withdraw_condition", "Can withdraw a published condition"),
        )
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
            models.CheckConstraint(
                condition=Q(state="published", edition__isnull=False, published_by__isnull=False)
                | (~Q(state="published") & Q(edition__isnull=True)),
                name="review_published_has_an_edition",
            ),
            models.CheckConstraint(
                condition=Q(publish_at__isnull=True) | Q(state__in=("approved", "published")),
                name="review_schedule_needs_approval",
            ),
        )

    def __str__(self) -> str:
        return f"{self.condition}, {self.get_state_display().lower()}"


class ReviewComment(models.Model):
    """What somebody said of one part of the document under review, or of the whole (part empty)."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="comments")
    part = models.CharField(max_length=400, blank=True)
    text = models.TextField()
    author = _person()
    written_at = models.DateTimeField(auto_now_add=True)
    resolved_by = _person(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("written_at", "id")

    def __str__(self) -> str:
        return self.text[:80]


class SignOff(models.Model):
    """That a person checked one part of a condition in exactly these words (`digest`).

    It holds for every later edition in which the part is unchanged.
    """

    slug = models.SlugField(max_length=80)
    part = models.CharField(max_length=400)
    digest = models.CharField(max_length=64)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="sign_offs")
    signed_by = _person()
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("slug", "part", "signed_at")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(
                fields=("slug", "part", "digest", "signed_by"), name="sign_off_once_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.slug} {self.part}"
