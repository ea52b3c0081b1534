"""A condition as its curators write it: the draft of the next edition."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from conditions.document import BaseRate, Category, CodeSystem, Region, Urgency
from conditions.models.fields import SlugManager, SlugModel, choice, choices_of, names, one_of, slug_shape


class ConditionQuerySet(models.QuerySet):
    """Questions that curators ask about conditions."""

    def overdue(self, today) -> "ConditionQuerySet":
        """Conditions whose review date has passed."""
        return self.filter(review_due__lt=today)

    def with_parts(self) -> "ConditionQuerySet":
        """Everything that a document holds, in a bounded number of queries."""
        return self.prefetch_related(
            "codes",
            "statements__citations__reference",
            "associations__finding",
            "associations__citations__reference",
            "associations__accuracy__citations__reference",
            "differentials__other",
            "differentials__citations__reference",
            "interventions__citations__reference",
            "claims__citations__reference",
        )


class Condition(SlugModel):
    """One condition; its parts hang on it in their own tables."""

    name = models.CharField(max_length=300, unique=True)
    abbreviation = models.CharField(max_length=300, blank=True)
    synonyms = names()
    search_terms = names(help_text="Further names that people type; not shown.")
    category = choice(Category)
    base_rate = choice(BaseRate)
    urgency = choice(Urgency, blank=True)
    regions = ArrayField(
        models.CharField(max_length=30, choices=choices_of(Region)), help_text="The main one first."
    )
    summary = models.TextField(help_text="Two or three sentences, read in ten seconds.")
    typical_patient = models.TextField(blank=True)
    handout_what_it_is = models.TextField("what it is", blank=True)
    handout_what_helps = ArrayField(models.TextField(), verbose_name="what helps", default=list, blank=True)
    handout_what_to_avoid = ArrayField(
        models.TextField(), verbose_name="what to avoid", default=list, blank=True
    )
    handout_when_to_get_help = ArrayField(
        models.TextField(), verbose_name="when to get help", default=list, blank=True
    )
    reviewed_on = models.DateField(null=True, blank=True)
    review_due = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar = SlugManager.from_queryset(ConditionQuerySet)()

    class Meta:
        ordering = ("name",)
        constraints = (
            slug_shape("condition"),
            one_of("condition", "category", Category),
            one_of("condition", "base_rate", BaseRate),
            one_of("condition", "urgency", Urgency, blank=True),
            models.CheckConstraint(condition=Q(regions__len__gte=1), name="condition_has_a_region"),
            models.CheckConstraint(
                condition=Q(review_due__isnull=True)
                | Q(reviewed_on__isnull=True)
                | Q(review_due__gt=F("reviewed_on")),
                name="condition_review_dates_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ClinicalCode(models.Model):
    """A code of a classification or terminology."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="codes")
    position = models.PositiveSmallIntegerField(default=0)
    system = choice(CodeSystem)
    code = models.CharField(max_length=300)
    display = models.CharField(max_length=300)

    class Meta:
        ordering = ("condition", "position", "id")
        constraints = (
            one_of("code", "system", CodeSystem),
            models.UniqueConstraint(fields=("condition", "system", "code"), name="code_once_per_condition"),
        )

    def __str__(self) -> str:
        return f"{self.system} {self.code}"
