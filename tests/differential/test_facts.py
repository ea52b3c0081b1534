"""Contradictions, what follows, and clusters."""

import pytest

from conditions.differential.facts import (
    MAX_FINDINGS,
    ContradictionError,
    Fact,
    TooManyFindingsError,
    UnknownFindingError,
)
from conditions.differential.rank import rank
from tests.differential.pack import model

LOGIC = model().logic
SIX = [
    "faber-si-pain",
    "gaenslen-test",
    "sacral-thrust",
    "sij-compression",
    "sij-distraction",
    "thigh-thrust",
]


def counted(present=(), absent=()):
    return {("+" if f.present else "-") + f.finding for f in LOGIC.resolve(present, absent).counted}


def test_a_finding_can_not_be_present_and_absent():
    with pytest.raises(ContradictionError, match="given as present and as absent") as caught:
        LOGIC.resolve(["groin-pain"], ["groin-pain"])

    assert caught.value.findings == ("groin-pain",)


@pytest.mark.parametrize(
    ("present", "absent"),
    [
        (["no-pain-past-knee", "pain-below-knee"], []),
        (["normal-neurology", "reflex-loss"], []),
        (["normal-neurology", "foot-drop"], []),
        (["foot-drop"], ["leg-weakness"]),
        (["neurogenic-claudication"], ["relief-sitting-flexion"]),
        (["sij-cluster"], SIX[:4]),
        (SIX[:3], ["sij-cluster"]),
    ],
)
def test_what_can_not_be_true_together_is_refused(present, absent):
    with pytest.raises(ContradictionError):
        rank(model(), present, absent)


def test_a_narrower_finding_counts_and_its_broader_follows():
    facts = LOGIC.resolve(["foot-drop"], [])

    assert {f.finding for f in facts.counted} == {"foot-drop"}
    follows = {r.fact for r in facts.remarks}
    assert follows == {Fact("leg-weakness", True), Fact("normal-neurology", False)}


def test_parent_and_child_count_once():
    assert counted(["foot-drop", "leg-weakness"], ["normal-neurology"]) == {"+foot-drop"}
    assert counted(["normal-neurology"], ["reflex-loss", "leg-weakness"]) == {"+normal-neurology"}
    assert counted([], ["leg-weakness", "foot-drop"]) == {"-leg-weakness"}


def test_a_cluster_takes_the_place_of_its_members():
    assert counted(["sij-cluster", "thigh-thrust", "faber-si-pain"], []) == {"+sij-cluster"}


def test_a_cluster_that_agrees_with_its_members_is_no_contradiction():
    assert counted(["sij-cluster", *SIX[:3]], []) == {"+sij-cluster"}


def test_three_of_six_make_the_cluster():
    assert counted(SIX[:3], ["thigh-thrust"]) == {"+sij-cluster"}


def test_four_negatives_of_six_settle_the_cluster_as_negative():
    assert counted([], SIX[:4]) == {"-sij-cluster"}


def test_members_count_by_themselves_while_the_cluster_is_open():
    assert counted(SIX[:1], SIX[1:3]) == {"+faber-si-pain", "-gaenslen-test", "-sacral-thrust"}


def test_unknown_findings_are_named():
    with pytest.raises(UnknownFindingError, match="There is no finding “bogus”"):
        LOGIC.resolve(["bogus"], [])


def test_more_findings_than_a_consultation_has_are_refused():
    with pytest.raises(TooManyFindingsError, match="500 findings were given; up to 150"):
        LOGIC.resolve([f"x{i}" for i in range(500)], [])
    assert MAX_FINDINGS == 150
