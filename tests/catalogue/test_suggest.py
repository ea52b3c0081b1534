"""Suggestions while typing: the right kind first, without a query for each."""

import pytest

from conditions.catalogue.suggest import suggest
from tests import factories

pytestmark = pytest.mark.django_db


def offered(text: str, kind: str) -> list[str]:
    return [suggestion.slug for suggestion in suggest(text) if suggestion.kind == kind]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("greater tr", "greater-trochanteric-pain-syndrome"),
        ("gtp", "greater-trochanteric-pain-syndrome"),
        ("piri", "piriformis-syndrome"),
        ("hip ost", "hip-osteoarthritis"),
        ("cauda", "cauda-equina-syndrome"),
        ("shopping tro", "lumbar-spinal-stenosis"),
        ("m70.6", "greater-trochanteric-pain-syndrome"),
    ],
)
def test_condition_that_is_being_typed_comes_first(db, text, slug):
    assert offered(text, "condition")[0] == slug


def test_synonym_that_matched_is_the_note(db):
    assert next(s.note for s in suggest("shopping tro")) == "shopping trolley sign"


def test_a_condition_is_offered_for_what_the_patient_says(db):
    first = suggest("side hip pain lying")[0]

    assert (first.kind, first.label) == ("condition", "Greater trochanteric pain syndrome")
    assert first.note == "fits Lateral hip pain; Worse lying on the affected side"


def test_findings_claims_and_references_are_offered_after_conditions(db):
    assert offered("straight leg r", "finding")[0] == "straight-leg-raise"
    assert offered("foam roller", "claim")
    assert offered("grimaldi mri", "reference")
    assert [s.kind for s in suggest("piriformis")] == sorted(
        (s.kind for s in suggest("piriformis")), key=["condition", "finding", "claim", "reference"].index
    )


@pytest.mark.parametrize("text", ["", " ", "zzzzqq", "'", "\x00", "-"])
def test_nothing_to_offer_is_nothing(db, text):
    assert suggest(text) == ()


def test_suggestions_follow_publications(db):
    factories.published("quagga-gait")

    assert offered("quag", "condition") == ["quagga-gait"]


def test_one_query_once_the_conditions_are_known(db, django_assert_num_queries):
    suggest("hip pain")
    with django_assert_num_queries(1):
        suggest("hip pain")
