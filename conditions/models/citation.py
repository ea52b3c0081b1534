"""Which part cites which reference, in which order."""

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from conditions.models.finding import Finding
from conditions.models.parts import (
    AccuracyStudy,
    Claim,
    ConditionFinding,
    Differential,
    Intervention,
    Statement,
)
from conditions.models.reference import Reference

CITING = (
    "statement",
    "association",
    "accuracy",
    "intervention",
    "differential",
    "claim",
    "finding",
    "prevalence_of",
)


def _exactly_one() -> Q:
    given = [Case(When(**{f"{name}__isnull": False}, then=Value(1)), default=Value(0)) for name in CITING]
    total = given[0]
    for one in given[1:]:
        total = total + one  # type: ignore[assignment]
    return Q(models.lookups.Exact(models.ExpressionWrapper(total, output_field=IntegerField()), 1))


def _cited_by(model: type[models.Model], related_name: str = "citations") -> models.ForeignKey:
    return models.ForeignKey(
        model, on_delete=models.CASCADE, null=True, blank=True, related_name=related_name
    )


class Citation(models.Model):
    """A reference cited by exactly one part; a reference that is cited can't be deleted."""

    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="citations")
    locator = models.CharField(max_length=300, blank=True, help_text="Page, table or figure.")
    position = models.PositiveSmallIntegerField(default=0)
    statement = _cited_by(Statement)
    association = _cited_by(ConditionFinding)
    accuracy = _cited_by(AccuracyStudy)
    intervention = _cited_by(Intervention)
    differential = _cited_by(Differential)
    claim = _cited_by(Claim)
    finding = _cited_by(Finding)
    prevalence_of = _cited_by(Finding, "prevalence_citations")

    class Meta:
        ordering = ("position", "id")
        constraints = (models.CheckConstraint(condition=_exactly_one(), name="citation_of_exactly_one_part"),)

    def __str__(self) -> str:
        return f"{self.reference.slug} {self.locator}".strip()
