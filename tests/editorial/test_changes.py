"""What changed between two documents, in words that a reader can check."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.document import ConditionDocument
from conditions.editorial.changes import changes, words

BASE = {
    "slug": "a-condition",
    "name": "A condition",
    "category": "joint",
    "base_rate": "common",
    "regions": ["groin"],
    "summary": "Pain in the groin.",
    "sections": [
        {
            "kind": "causes",
            "statements": [
                {"id": "s1", "text": "Load is the cause.", "certainty": "low", "citations": ["a2020b"]},
                {"id": "s2", "text": "Age matters.", "citations": ["a2020b"]},
            ],
        }
    ],
    "findings": [
        {
            "finding": "groin-pain",
            "frequency": "frequent",
            "basis": "cited",
            "accuracy": [{"sensitivity": 0.8, "reference_standard": "MRI", "citation": "a2020b"}],
        }
    ],
    "management": [{"name": "Exercise", "kind": "exercise", "role": "first-line", "text": "Do some."}],
    "claims": [{"claim": "Rest cures it.", "verdict": "unproven", "text": "No trial."}],
    "handout": {"what_it_is": "A sore hip."},
    "vocabulary": [{"id": "groin-pain", "name": "Groin pain", "kind": "symptom", "group": "pain-site"}],
    "bibliography": [{"id": "a2020b", "type": "article-journal", "title": "T", "design": "cohort"}],
}


def document(**update) -> ConditionDocument:
    return ConditionDocument.model_validate({**BASE, **update})


def causes(*statements):
    return [{"kind": "causes", "statements": list(statements)}]


ONE, TWO = BASE["sections"][0]["statements"]


def only(before, after):
    found = changes(before, after)
    assert len(found) == 1
    return found[0]


def test_equal_documents_have_no_changes():
    assert changes(document(), document()) == []


def test_added_statement_is_shown_whole():
    change = only(document(sections=causes(ONE)), document())

    assert (change.area, change.kind, change.title, change.anchor) == (
        "statement",
        "added",
        "Causes",
        "statement-s2",
    )
    assert change.differences[0].words[0].text == "Age matters."


def test_removed_statement_is_shown_whole_and_has_no_anchor():
    change = only(document(), document(sections=causes(ONE)))

    assert (change.kind, change.anchor) == ("removed", "")
    assert change.differences[0].words[0].kind == "removed"


def test_reworded_statement_is_shown_word_by_word():
    change = only(document(), document(sections=causes({**ONE, "text": "Too much load is the cause."}, TWO)))

    (difference,) = change.differences
    assert [(run.kind, run.text) for run in difference.words] == [
        ("removed", "Load "),
        ("added", "Too much load "),
        ("same", "is the cause."),
    ]


@pytest.mark.parametrize(
    ("certainty", "sense"), [("moderate", "raised"), ("very-low", "lowered"), ("consensus", "lowered")]
)
def test_certainty_is_raised_or_lowered(certainty, sense):
    change = only(document(), document(sections=causes({**ONE, "certainty": certainty}, TWO)))

    (difference,) = change.differences
    assert (difference.before, difference.after, difference.sense) == ("low", certainty, sense)


def test_changed_citations_are_named():
    two = [*BASE["bibliography"], {"id": "c2021d", "type": "report", "title": "R", "design": "guideline"}]
    after = document(sections=causes({**ONE, "citations": ["c2021d"]}, TWO), bibliography=two)

    statement, reference = changes(document(), after)
    assert (statement.differences[0].before, statement.differences[0].after) == ("a2020b", "c2021d")
    assert (reference.area, reference.kind, reference.title) == ("reference", "added", "c2021d")


def test_changed_figure_shows_the_old_and_the_new_one():
    study = {**BASE["findings"][0]["accuracy"][0], "sensitivity": 0.9}
    change = only(document(), document(findings=[{**BASE["findings"][0], "accuracy": [study]}]))

    assert (change.area, change.title, change.anchor) == ("finding", "Groin pain", "finding-groin-pain")
    runs = change.differences[0].words
    assert {run.text.strip(" ;") for run in runs if run.kind != "same"} == {"0.8", "0.9"}


def test_added_interval_reads_as_one_speaks():
    study = {**BASE["findings"][0]["accuracy"][0], "sensitivity_interval": [0.72, 0.9]}
    change = only(document(), document(findings=[{**BASE["findings"][0], "accuracy": [study]}]))

    assert "sensitivity interval 0.72 to 0.9" in change.differences[0].after


def test_changed_frequency_is_named():
    change = only(document(), document(findings=[{**BASE["findings"][0], "frequency": "occasional"}]))

    assert (change.differences[0].before, change.differences[0].after) == ("frequent", "occasional")


@pytest.mark.parametrize(
    ("field", "area"), [("management", "treatment"), ("claims", "claim"), ("handout", "handout")]
)
def test_part_that_went_is_a_removal(field, area):
    change = only(document(), document(**{field: None if field == "handout" else []}))

    assert (change.area, change.kind) == (area, "removed")


def test_handout_is_compared_by_its_fields():
    change = only(document(), document(handout={"what_it_is": "A sore hip.", "what_helps": ["Walking."]}))

    assert change.differences[0].field == "what helps"


def test_particulars_are_one_change():
    change = only(document(), document(summary="Pain in the thigh.", regions=["groin", "anterior-thigh"]))

    assert change.area == "particulars"
    assert [difference.field for difference in change.differences] == ["regions", "summary"]


def test_two_treatments_of_one_name_are_both_compared():
    twice = [BASE["management"][0], {**BASE["management"][0], "text": "Do more."}]

    change = only(document(management=twice), document(management=twice[:1]))
    assert change.kind == "removed"


@given(st.text(), st.text())
def test_words_give_both_texts_back(before, after):
    runs = words(before, after)

    assert "".join(r.text for r in runs if r.kind != "removed").split() == after.split()
    assert "".join(r.text for r in runs if r.kind != "added").split() == before.split()
