"""Published editions: never updated, never deleted. The public side reads them."""

from django.db import models
from django.db.models import Q

from conditions.document import ConditionDocument


class EditionQuerySet(models.QuerySet):
    """Editions of one condition, newest first."""

    def of(self, slug: str) -> "EditionQuerySet":
        """All editions of a condition."""
        return self.filter(slug=slug)


class Edition(models.Model):
    """One published version of a condition, chained by hash to the one before it.

    `body` is the canonical JSON of a ConditionDocument with what it cites embedded.
    It names its condition by slug, not by key: it outlives the authoring row.
    """

    class Significance(models.TextChoices):
        MINOR = "minor", "Minor"
        SIGNIFICANT = "significant", "Significant"

    slug = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField()
    author = models.CharField(max_length=300)
    reviewer = models.CharField(max_length=300, blank=True)
    change_summary = models.TextField()
    significance = models.CharField(max_length=11, choices=Significance)
    sign_offs = models.JSONField(
        default=dict,
        blank=True,
        help_text="Who checked which statement, by statement id: {by, on}; carried over while unchanged.",
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("slug", "-number")
        indexes = (models.Index(fields=("published_at", "id"), name="edition_by_time"),)
        constraints = (
            models.UniqueConstraint(fields=("slug", "number"), name="edition_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_from_one"),
            models.CheckConstraint(
                condition=Q(number=1, previous_sha256="") | (Q(number__gt=1) & ~Q(previous_sha256="")),
                name="edition_is_chained",
            ),
            models.CheckConstraint(
                condition=Q(significance__in=("minor", "significant")), name="edition_significance_is_listed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, edition {self.number}"

    @property
    def document(self) -> ConditionDocument:
        """The document as published; parsed anew at each call."""
        return ConditionDocument.model_validate_json(self.body)


class Withdrawal(models.Model):
    """A condition taken off the public side, with the reason that readers see. Never updated, never deleted."""

    slug = models.SlugField(max_length=80)
    edition = models.PositiveIntegerField(help_text="The edition that was current.")
    reason = models.TextField()
    replacement = models.SlugField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=300)

    class Meta:
        ordering = ("-withdrawn_at", "-id")

    def __str__(self) -> str:
        return f"{self.slug}, withdrawn"
