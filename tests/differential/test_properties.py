"""What holds for any findings of the real pack."""

from math import isclose, prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conditions.differential.facts import ContradictionError
from conditions.differential.next_best import next_best
from conditions.differential.rank import rank
from conditions.differential.working import explain
from tests.differential.pack import condition, finding, model, small

IDS = sorted(model().vocabulary)
entries = st.dictionaries(st.sampled_from(IDS), st.booleans(), max_size=25)


def ranked(entered, prior="base-rate"):
    """The ranking of findings that go together; others are passed over."""
    try:
        return rank(
            model(prior), [f for f, on in entered.items() if on], [f for f, on in entered.items() if not on]
        )
    except ContradictionError:
        assume(False)


@given(entries, st.randoms(), st.sampled_from(["base-rate", "equal"]))
@settings(deadline=None)
def test_ranking_does_not_depend_on_the_order_of_entry(entered, chance, prior):
    pairs = list(entered.items())
    chance.shuffle(pairs)

    assert ranked(dict(pairs), prior).standings == ranked(entered, prior).standings


@given(entries)
@settings(deadline=None)
def test_posteriors_sum_to_one_within_their_intervals(entered):
    standings = ranked(entered).standings

    assert isclose(sum(s.posterior for s in standings), 1, abs_tol=1e-12)
    for s in standings:
        assert 0 <= s.lower <= s.posterior * (1 + 1e-9)
        assert s.posterior <= s.upper * (1 + 1e-9) <= 1 + 1e-9
        assert 1 <= s.best_rank <= s.rank <= s.worst_rank <= len(standings)


@given(entries)
@settings(deadline=None)
def test_the_numbers_of_the_working_multiply_to_the_score(entered):
    ranking = ranked(entered)

    for standing in ranking.standings:
        working = explain(ranking, standing.slug)
        by_hand = working.prior * prod(line.ratio**line.weight for line in working.lines)
        assert isclose(by_hand, standing.score, rel_tol=1e-9)
        assert isclose(working.posterior, standing.posterior, rel_tol=1e-9, abs_tol=1e-300)


@given(entries)
@settings(deadline=None)
def test_weights_are_the_same_for_all_conditions(entered):
    ranking = ranked(entered)

    weights = {
        tuple((line.finding, line.weight) for line in explain(ranking, s.slug).lines)
        for s in ranking.standings
    }

    assert len(weights) == 1


@given(entries)
@settings(deadline=None)
def test_a_condition_without_data_is_not_moved(entered):
    """Its score stays the prior's share for that finding, and every ratio shown is exactly 1."""
    ranking = ranked(entered)

    for standing in ranking.standings:
        for line in explain(ranking, standing.slug).no_data:
            assert line.ratio == line.factor == line.against_others == 1.0


def test_conditions_without_data_keep_their_prior_odds():
    ranking = rank(model(), ["mri-gluteal-tear"])

    silent = [explain(ranking, s.slug) for s in ranking.standings]
    silent = [w for w in silent if w.no_data]

    assert len(silent) == 18
    for working in silent:
        assert isclose(working.score, working.prior, rel_tol=1e-12)


def test_unknown_adds_nothing():
    entered = {"lateral-hip-pain": True, "antalgic-gait": False}

    assert ranked(entered).standings == ranked({**entered}).standings
    assert rank(model(), ["cancer-history"]).posteriors == pytest.approx(rank(model()).posteriors, abs=1e-15)


def test_without_findings_the_posterior_is_the_prior_without_width():
    ranking = rank(model())

    for s in ranking.standings:
        assert isclose(s.posterior, model().prior[s.row], rel_tol=1e-12)
        assert s.lower == s.posterior == s.upper


def test_equals_share_a_rank_and_stand_by_slug():
    ranking = rank(model("equal"))

    assert {s.rank for s in ranking.standings} == {1}
    assert [s.slug for s in ranking.standings] == sorted(s.slug for s in ranking.standings)
    assert ranking.not_separated == 20


def test_a_narrower_finding_borrows_from_the_broader_where_a_condition_is_silent():
    broad, narrow = finding("broad"), finding("narrow", broader=["broad"])
    table = small(
        condition("a", {"broad": 0.9, "narrow": 0.6}),
        condition("b", {"broad": 0.1}),
        condition("c", {}),
        findings=[broad, narrow],
    )

    workings = {
        s.slug: explain(rank(table, ["narrow"]), s.slug).lines[0] for s in rank(table, ["narrow"]).standings
    }

    assert workings["b"].ground == "broader"
    assert isclose(workings["b"].ratio, 0.1 / table.column("broad").reference)
    assert workings["c"].ground == "no-data"


def test_a_broader_finding_that_counts_by_itself_is_not_borrowed_from():
    broad, narrow = finding("broad"), finding("narrow", broader=["broad"])
    table = small(
        condition("a", {"broad": 0.9, "narrow": 0.6}),
        condition("b", {"broad": 0.1}),
        findings=[broad, narrow],
    )

    ranking = rank(table, ["broad"], ["narrow"])

    assert {line.ground for line in explain(ranking, "b").lines} == {"rated", "no-data"}


@given(entries)
@settings(deadline=None, max_examples=40)
def test_next_best_is_new_useful_and_cheap_first(entered):
    ranking = ranked(entered)
    found = next_best(ranking)

    assert len(found) <= 5
    assert not {s.finding for s in found} & ranking.facts.known()
    for s in found:
        assert s.gain > 0
        assert 0 < s.chance < 1


def test_next_best_puts_what_costs_less_first_at_equal_gain():
    groups = {"group": "imaging", "kind": "imaging"}
    table = small(
        condition("a", {"scan": 0.9, "ask": 0.9}),
        condition("b", {"scan": 0.1, "ask": 0.1}),
        findings=[finding("scan", **groups), finding("ask")],
    )

    assert [s.finding for s in next_best(rank(table))] == ["ask", "scan"]
    assert [s.cost for s in next_best(rank(table))] == ["history", "imaging-or-laboratory"]


def test_next_best_is_the_drop_in_entropy():
    """Two conditions at evens, 0.9 against 0.1: 1 bit less the entropy of 0.9 is 0.531 bit."""
    table = small(condition("a", {"ask": 0.9}), condition("b", {"ask": 0.1}), findings=[finding("ask")])

    (only,) = next_best(rank(table))

    assert isclose(only.gain, 0.5310044064107188, abs_tol=1e-12)
    assert (only.if_present, only.if_absent) == ("a", "b")


def test_next_best_has_nothing_to_say_of_one_condition():
    assert next_best(rank(small(condition("a", {"ask": 0.9}), findings=[finding("ask")]))) == ()
