"""The database itself refuses what must never be true."""

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from conditions.models import (
    AccuracyStudy,
    Citation,
    Condition,
    ConditionFinding,
    Finding,
    Reference,
    Review,
    Statement,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "change", "constraint"),
    [
        (Condition, {"slug": "Not a slug"}, "condition_slug_shape"),
        (Condition, {"category": "odd"}, "condition_category_is_listed"),
        (Condition, {"regions": []}, "condition_has_a_region"),
        (Condition, {"review_due": "2000-01-01"}, "condition_review_dates_in_order"),
        (Finding, {"kind": "odd"}, "finding_kind_is_listed"),
        (Finding, {"prevalence": 1.5}, "finding_prevalence_in_range"),
        (Reference, {"issued": "last year"}, "reference_issued_is_a_date"),
        (Reference, {"design": "odd"}, "reference_design_is_listed"),
        (Statement, {"section": "odd"}, "statement_section_is_listed"),
        (Statement, {"certainty": "sure"}, "statement_certainty_is_listed"),
        (ConditionFinding, {"frequency": "always"}, "association_frequency_is_listed"),
        (ConditionFinding, {"probability": 1.0}, "association_probability_in_range"),
        (ConditionFinding, {"n": 5, "m": 4}, "association_n_of_m"),
        (ConditionFinding, {"n": 5, "m": None}, "association_n_of_m"),
        (AccuracyStudy, {"sensitivity": 1.01}, "accuracy_sensitivity_in_range"),
        (AccuracyStudy, {"specificity": -0.1}, "accuracy_specificity_in_range"),
        (AccuracyStudy, {"lr_positive": -1}, "accuracy_ratios_not_negative"),
        (AccuracyStudy, {"sensitivity_interval": [0.9, 0.8]}, "accuracy_sensitivity_interval_low_to_high"),
        (AccuracyStudy, {"specificity_interval": [0.9, 1.1]}, "accuracy_specificity_interval_low_to_high"),
        (AccuracyStudy, {"lr_positive_interval": [-1, 2]}, "accuracy_lr_positive_interval_low_to_high"),
        (AccuracyStudy, {"lr_negative_interval": [0.1]}, "accuracy_lr_negative_interval_low_to_high"),
        (AccuracyStudy, {"n": 0}, "accuracy_n_is_positive"),
    ],
)
def test_value_out_of_range_is_refused(model, change, constraint):
    row = model.objects.order_by("pk").first()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize("model", [Condition, Finding, Reference])
def test_slugs_are_unique_and_natural_keys(model):
    one, other = model.objects.order_by("pk")[:2]

    assert model.objects.get_by_natural_key(*one.natural_key()) == one
    with pytest.raises(IntegrityError, match="slug"), transaction.atomic():
        model.objects.filter(pk=one.pk).update(slug=other.slug)


def test_a_citation_belongs_to_exactly_one_part(db):
    citation = Citation.objects.filter(statement__isnull=False).first()
    claim = Citation.objects.filter(claim__isnull=False).first().claim

    for change in ({"statement": None}, {"claim": claim}):
        with pytest.raises(IntegrityError, match="citation_of_exactly_one_part"), transaction.atomic():
            Citation.objects.filter(pk=citation.pk).update(**change)


def test_a_cited_reference_cannot_be_deleted(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Reference.objects.filter(citations__isnull=False).first().delete()


def test_one_review_is_under_way_for_a_condition(db):
    condition = Condition.objects.first()
    user = get_user_model().objects.create(username="curator")
    Review.objects.create(condition=condition, body="{}", sha256="x", requested_by=user)

    with pytest.raises(IntegrityError, match="review_one_under_way"), transaction.atomic():
        Review.objects.create(condition=condition, body="{}", sha256="y", requested_by=user)


def test_every_row_has_a_readable_name(db):
    from django.apps import apps

    # The audit's own tables hold events, which the history page words.
    models = [m for m in apps.get_app_config("conditions").get_models() if not m.__name__.endswith("Event")]
    assert len(models) > 20
    for model in models:
        for row in model._default_manager.all()[:3]:
            assert " object (" not in str(row), model
