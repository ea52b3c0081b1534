"""Two edits of one draft: nothing of either is lost, and what both changed is asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.editorial.merge import merge
from tests import factories


def document(**fields):
    statements = [{"id": f"s{n}", "text": f"Text {n}.", "citations": ["doe2020study"]} for n in range(4)]
    return factories.document(
        **{"sections": [{"kind": "overview", "statements": statements}], "vocabulary": [], "bibliography": []}
        | fields
    )


def statements(texts):
    return [
        {
            "kind": "overview",
            "statements": [
                {"id": key, "text": text, "citations": ["doe2020study"]} for key, text in texts.items()
            ],
        }
    ]


BASE = {"s0": "A.", "s1": "B.", "s2": "C."}


def edited(**changes):
    texts = {key: text for key, text in (BASE | changes).items() if text is not None}
    return document(sections=statements(texts))


def texts(doc):
    return {s.id: s.text for _, s in doc.statements()}


def test_changes_of_different_statements_are_joined():
    both = merge(edited(), edited(s0="Mine."), edited(s1="Theirs."))

    assert both.conflicts == ()
    assert texts(both.result({})) == {"s0": "Mine.", "s1": "Theirs.", "s2": "C."}


def test_statement_that_both_changed_is_a_conflict():
    both = merge(edited(), edited(s0="Mine."), edited(s0="Theirs."))

    (conflict,) = both.conflicts
    assert conflict.key == ("statement", "s0")
    assert conflict.mine[1].text == "Mine."
    assert conflict.theirs[1].text == "Theirs."


@pytest.mark.parametrize(("side", "text"), [("mine", "Mine."), ("theirs", "Theirs.")])
def test_chosen_side_of_a_conflict_wins(side, text):
    both = merge(edited(), edited(s0="Mine."), edited(s0="Theirs."))

    assert texts(both.result({("statement", "s0"): side}))["s0"] == text


def test_the_same_change_on_both_sides_is_no_conflict():
    both = merge(edited(), edited(s0="Same."), edited(s0="Same."))

    assert both.conflicts == ()
    assert both.taken == ()


def test_what_they_took_out_and_i_left_is_taken_out():
    both = merge(edited(), edited(s0="Mine."), edited(s2=None))

    assert texts(both.result({})) == {"s0": "Mine.", "s1": "B."}


def test_what_they_took_out_and_i_changed_is_a_conflict():
    both = merge(edited(), edited(s2="Mine."), edited(s2=None))

    assert [c.key for c in both.conflicts] == [("statement", "s2")]
    assert texts(both.result({}))["s2"] == "Mine."


def test_their_addition_stands_after_its_neighbour():
    added = document(sections=statements({"s0": "A.", "new": "N.", "s1": "B.", "s2": "C."}))

    both = merge(edited(), edited(s2="Mine."), added)

    assert list(texts(both.result({}))) == ["s0", "new", "s1", "s2"]


def test_my_order_is_kept_when_i_moved_something():
    moved = document(sections=statements({"s2": "C.", "s0": "A.", "s1": "B."}))

    both = merge(edited(), moved, edited(s0="Theirs."))

    assert texts(both.result({})) == {"s2": "C.", "s0": "Theirs.", "s1": "B."}


def test_fields_are_joined_one_by_one():
    both = merge(document(), document(summary="Mine."), document(typical_patient="Theirs."))

    joined = both.result({})
    assert joined.summary == "Mine."
    assert joined.typical_patient == "Theirs."


CHANGE = st.dictionaries(st.sampled_from(["s0", "s1", "s2"]), st.sampled_from(["X.", "Y.", None]), max_size=2)


@given(CHANGE, CHANGE)
def test_nothing_of_mine_or_theirs_is_lost(mine, theirs):
    both = merge(edited(), edited(**mine), edited(**theirs))
    joined = texts(both.result({}))
    asked = {key for _, key in (c.key for c in both.conflicts)}

    for key, text in mine.items():
        assert joined.get(key) == text
    for key, text in theirs.items():
        assert key in asked or key in mine or joined.get(key) == text


def test_two_treatments_of_one_name_are_both_kept():
    treatments = [
        {"name": "Exercise", "kind": "exercise", "role": role, "text": text, "citations": ["doe2020study"]}
        for role, text in (("first-line", "Daily."), ("specialist", "Supervised."))
    ]
    base = document(management=treatments)
    mine = document(management=[treatments[0], treatments[1] | {"text": "Supervised, twice a week."}])
    theirs = base.model_copy(update={"summary": "Theirs."})

    joined = merge(base, mine, theirs).result({})

    assert [part.text for part in joined.management] == ["Daily.", "Supervised, twice a week."]
