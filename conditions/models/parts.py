"""The parts of a condition that carry citations."""

from django.db import models
from django.db.models import F, Q

from conditions.document import (
    Basis,
    Certainty,
    Frequency,
    InterventionKind,
    Role,
    SectionKind,
    Verdict,
)
from conditions.models.condition import Condition
from conditions.models.fields import choice, interval, limits, names, one_of, share, slug_shape
from conditions.models.finding import Finding


class Statement(models.Model):
    """One cited sentence or two; `key` is its anchor and never changes."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="statements")
    section = choice(SectionKind)
    position = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(max_length=80, editable=False)
    text = models.TextField()
    certainty = choice(Certainty, blank=True)
    reason = models.TextField(blank=True, help_text="Why a strong role rests on low certainty.")
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("condition", "section", "position", "id")
        constraints = (
            one_of("statement", "section", SectionKind),
            one_of("statement", "certainty", Certainty, blank=True),
            slug_shape("statement", "key"),
            models.UniqueConstraint(fields=("condition", "key"), name="statement_key_once_per_condition"),
        )

    def __str__(self) -> str:
        return self.text[:80]


class ConditionFinding(models.Model):
    """How a finding goes with a condition."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="associations")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="associations")
    position = models.PositiveSmallIntegerField(default=0)
    frequency = choice(Frequency)
    probability = models.FloatField(null=True, blank=True, help_text="0.005 to 0.99.")
    n = models.PositiveIntegerField(null=True, blank=True, help_text="n of m people had it.")
    m = models.PositiveIntegerField(null=True, blank=True)
    basis = choice(Basis)
    salient = models.BooleanField(default=True)
    hallmark = models.BooleanField(default=False)
    tags = names()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("condition", "position", "id")
        constraints = (
            one_of("association", "frequency", Frequency),
            one_of("association", "basis", Basis),
            share("association", "probability", 0.005, 0.99),
            models.CheckConstraint(
                condition=Q(n__isnull=True, m__isnull=True)
                | Q(n__isnull=False, m__isnull=False, m__gte=1, n__lte=F("m")),
                name="association_n_of_m",
            ),
            models.UniqueConstraint(fields=("condition", "finding"), name="association_once_per_finding"),
        )

    def __str__(self) -> str:
        return f"{self.finding} in {self.condition}"


class AccuracyStudy(models.Model):
    """What one study reports of a test."""

    association = models.ForeignKey(ConditionFinding, on_delete=models.CASCADE, related_name="accuracy")
    position = models.PositiveSmallIntegerField(default=0)
    sensitivity = models.FloatField(null=True, blank=True, help_text="0 to 1.")
    specificity = models.FloatField(null=True, blank=True, help_text="0 to 1.")
    lr_positive = models.FloatField("LR+", null=True, blank=True)
    lr_negative = models.FloatField("LR−", null=True, blank=True)
    sensitivity_interval = interval()
    specificity_interval = interval()
    lr_positive_interval = interval(verbose_name="LR+ interval")
    lr_negative_interval = interval(verbose_name="LR− interval")
    n = models.PositiveIntegerField(null=True, blank=True)
    reference_standard = models.TextField()
    population = models.TextField(blank=True)
    note = models.TextField(blank=True)
    derived = models.BooleanField(default=False, help_text="The ratio was computed, not reported.")
    preferred = models.BooleanField(default=False, help_text="The row that ranking uses.")

    class Meta:
        ordering = ("association", "position", "id")
        verbose_name_plural = "accuracy studies"
        constraints = (
            share("accuracy", "sensitivity"),
            share("accuracy", "specificity"),
            limits("accuracy", "sensitivity_interval", highest=1),
            limits("accuracy", "specificity_interval", highest=1),
            limits("accuracy", "lr_positive_interval"),
            limits("accuracy", "lr_negative_interval"),
            models.CheckConstraint(
                condition=(Q(lr_positive__isnull=True) | Q(lr_positive__gte=0))
                & (Q(lr_negative__isnull=True) | Q(lr_negative__gte=0)),
                name="accuracy_ratios_not_negative",
            ),
            models.CheckConstraint(condition=Q(n__isnull=True) | Q(n__gte=1), name="accuracy_n_is_positive"),
            models.UniqueConstraint(
                fields=("association",), condition=Q(preferred=True), name="accuracy_one_preferred"
            ),
        )

    def __str__(self) -> str:
        return f"{self.association}: {self.reference_standard}"


class Intervention(models.Model):
    """One treatment with its role."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="interventions")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=300)
    kind = choice(InterventionKind)
    role = choice(Role)
    text = models.TextField()
    certainty = choice(Certainty, blank=True)
    reason = models.TextField(blank=True, help_text="Why a strong role rests on low certainty.")

    class Meta:
        ordering = ("condition", "position", "id")
        constraints = (
            one_of("intervention", "kind", InterventionKind),
            one_of("intervention", "role", Role),
            one_of("intervention", "certainty", Certainty, blank=True),
        )

    def __str__(self) -> str:
        return self.name


class Differential(models.Model):
    """Another condition that looks alike, and how to tell the two apart."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="differentials")
    other = models.ForeignKey(Condition, on_delete=models.PROTECT, related_name="told_apart_in")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    class Meta:
        ordering = ("condition", "position", "id")
        constraints = (
            models.UniqueConstraint(fields=("condition", "other"), name="differential_once"),
            models.CheckConstraint(condition=~Q(condition=F("other")), name="differential_is_another"),
        )

    def __str__(self) -> str:
        return f"{self.condition} or {self.other}"


class Claim(models.Model):
    """What a patient may have read, with a verdict."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="claims")
    position = models.PositiveSmallIntegerField(default=0)
    claim = models.TextField()
    verdict = choice(Verdict)
    text = models.TextField()

    class Meta:
        ordering = ("condition", "position", "id")
        constraints = (one_of("claim", "verdict", Verdict),)

    def __str__(self) -> str:
        return self.claim[:80]
