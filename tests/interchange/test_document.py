"""The schema is strict, and a document has one canonical spelling."""

import json

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from conditions.document import (
    ConditionDocument,
    canonical_json,
    sha256_of,
    statement_id,
)
from conditions.interchange.reader import read_content
from tests import factories


def test_unknown_key_is_an_error():
    with pytest.raises(ValidationError, match="colour"):
        factories.document(colour="red")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"regions": []}, "at least 1"),
        ({"regions": ["groin", "groin"]}, "region groin is listed twice"),
        ({"slug": "Not A Slug"}, "pattern"),
        ({"reviewed_on": "2026-01-01", "review_due": "2026-01-01"}, "review_due must be later"),
        ({"differentials": [{"condition": "test-condition", "text": "x"}]}, "no differential of itself"),
        ({"findings": [factories.association(n=5, m=4)]}, "n is larger than m"),
        ({"findings": [factories.association(n=5)]}, "n and m go together"),
        ({"findings": [factories.association(probability=1.0)]}, "0.99"),
        (
            {"findings": [factories.association(), factories.association()]},
            "finding sore-hip is listed twice",
        ),
        ({"summary": "nul\x00"}, "control character"),
        ({"summary": "   "}, "is blank"),
        (
            {
                "sections": [
                    {"kind": "causes", "statements": [factories.statement()]},
                    {"kind": "overview", "statements": [factories.statement("Other.")]},
                ]
            },
            "in this order",
        ),
    ],
)
def test_inconsistent_document_is_refused(fields, message):
    with pytest.raises(ValidationError, match=message):
        factories.document(**fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"members": ["a", "b"]}, "members and threshold go together"),
        ({"members": ["a", "b"], "threshold": 3}, "threshold is larger"),
    ],
)
def test_half_a_cluster_is_refused(fields, message):
    with pytest.raises(ValidationError, match=message):
        factories.finding(**fields)


STUDY = {"lr_positive": 2.13, "reference_standard": "block", "citation": "doe2020study"}


def test_canonical_json_has_sorted_keys_no_defaults_and_short_numbers():
    document = factories.document(
        findings=[
            factories.association(
                accuracy=[
                    {
                        "lr_positive": 12.0,
                        "sensitivity": 0.5,
                        "reference_standard": "MRI",
                        "citation": "doe2020study",
                    }
                ]
            )
        ]
    )

    text = canonical_json(document)

    assert (
        '"accuracy":[{"citation":"doe2020study","lr_positive":12,"reference_standard":"MRI","sensitivity":0.5}]'
        in text
    )
    assert "salient" not in text
    assert text == json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def test_intervals_are_written_only_where_they_are_known():
    known = factories.association(accuracy=[STUDY | {"lr_positive_interval": [1.2, 3.9]}])
    unknown = factories.association(accuracy=[STUDY])

    assert '"lr_positive_interval":[1.2,3.9]' in canonical_json(factories.document(findings=[known]))
    assert "interval" not in canonical_json(factories.document(findings=[unknown]))


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("lr_positive_interval", [3.9, 1.2]),
        ("lr_negative_interval", [-0.1, 0.5]),
        ("sensitivity_interval", [0.9, 1.1]),
        ("specificity_interval", [0.9]),
    ],
)
def test_an_interval_that_can_not_be_is_refused(name, limits):
    with pytest.raises(ValidationError, match=name):
        factories.document(findings=[factories.association(accuracy=[STUDY | {name: limits}])])


def test_citations_are_numbered_by_first_appearance():
    document = factories.document(
        sections=[
            {
                "kind": "overview",
                "statements": [
                    factories.statement(citations=["b2", {"ref": "a1", "locator": "Table 2"}]),
                    factories.statement("Again.", citations=["a1", "c3"]),
                ],
            }
        ],
        vocabulary=[factories.finding(citations=["d4", "b2"])],
    )

    assert document.cited_ids() == ("b2", "a1", "c3", "d4")


def test_statement_ids_follow_from_the_text_unless_given():
    document = factories.document(
        sections=[
            {
                "kind": "overview",
                "statements": [factories.statement("One."), factories.statement("Two.", id="kept")],
            }
        ]
    ).anchored()

    ids = [statement.id for _, statement in document.statements()]
    assert ids == [statement_id("test-condition", "overview", "One."), "kept"]


def test_schemas_in_docs_are_current(capsys):
    call_command("write_schema", "--check")

    assert "current" in capsys.readouterr().out


def test_every_document_of_the_pack_round_trips_through_json():
    content = read_content("fixtures")

    assert (len(content.conditions), len(content.findings), len(content.references)) == (20, 159, 367)
    for document in content.conditions.values():
        text = canonical_json(document)
        again = ConditionDocument.model_validate_json(text, strict=True)
        assert again == document
        assert sha256_of(canonical_json(again)) == sha256_of(text)
    statements = sum(1 for document in content.conditions.values() for _ in document.statements())
    associations = sum(len(document.findings) for document in content.conditions.values())
    assert (statements, associations) == (299, 1837)


@given(st.floats(min_value=0, max_value=1, allow_nan=False), st.text(min_size=1, max_size=50))
def test_any_text_and_share_round_trips_or_is_refused(share, text):
    try:
        document = factories.document(
            summary=text,
            findings=[
                factories.association(
                    accuracy=[{"sensitivity": share, "reference_standard": "x", "citation": "doe2020study"}]
                )
            ],
        )
    except ValidationError:
        assert not text.strip() or any(ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF for c in text)
        return

    assert ConditionDocument.model_validate_json(canonical_json(document)) == document
