"""Numbers in words."""

import pytest

from conditions.differential.rank import rank
from conditions.differential.working import explain
from conditions.web.differentiate import words
from tests.differential.pack import association, condition, finding, model, small


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.84, "strong support"),
        (0.6, "strong support"),
        (0.3, "good support"),
        (0.1, "some support"),
        (0.03, "little support"),
        (0.001, "hardly any"),
    ],
)
def test_support_is_told_in_words(share, text):
    assert words.support(share) == text


@pytest.mark.parametrize(
    ("share", "text"), [(0.714, "71 %"), (0.004, "under 1 %"), (0.997, "over 99 %"), (0.01, "1 %")]
)
def test_percent_promises_no_more_than_it_knows(share, text):
    assert words.percent(share) == text


@pytest.mark.parametrize(
    ("ratio", "text"), [(12.3, "×12"), (3.42, "×3.4"), (1.0, "×1.0"), (0.69, "×0.69"), (0.052, "×0.05")]
)
def test_times_has_two_figures(ratio, text):
    assert words.times(ratio) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (12, "large"),
        (0.1, "large"),
        (6, "moderate"),
        (0.15, "moderate"),
        (3, "small"),
        (1.5, "slight"),
        (0.9, "slight"),
    ],
)
def test_strength_follows_the_users_guides(ratio, text):
    assert words.strength(ratio) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.1, "1 : 9.0"), (0.5, "1.0 : 1"), (0.75, "3.0 : 1"), (0.01, "1 : 99"), (1.0, "certain")],
)
def test_odds_have_one_side_of_one(share, text):
    assert words.odds(share) == text


def grounds(present, slug):
    return words.ground(explain(rank(model(), present), slug).lines[0])


def test_grounds_say_how_a_probability_was_derived():
    assert grounds(["lateral-hip-pain"], "hip-pointer") == "rated; frequent (consensus)"
    assert grounds(["hip-lag-sign"], "hip-pointer") == "no data: moves nothing"
    assert (
        grounds(["hip-lag-sign"], "gluteal-tendon-tear")
        == "middle of the band 80 to 99 %, very frequent (cited)"
    )
    assert grounds(["foot-drop"], "hip-pointer") == "from the broader finding"


def test_grounds_of_a_preferred_study():
    row = {"sensitivity": 0.7, "reference_standard": "MRI", "citation": "a2020b", "preferred": True}
    there = condition("a", {}).model_copy(
        update={"findings": (association("f", 0.5, accuracy=[row]).model_copy(update={"probability": None}),)}
    )

    ranking = rank(small(there, condition("b", {"f": 0.2}), findings=[finding("f")]), ["f"])

    assert words.ground(explain(ranking, "a").lines[0]) == "sensitivity of the preferred study"


def test_an_interval_is_in_percent():
    assert words.between(0.552, 0.838) == "55 to 84"
    assert words.between(0.008, 0.012) == "0 to 1"
    assert words.between(0.98, 0.992) == "98 to 100"


def test_an_absent_finding_says_so():
    assert words.stated(finding("f"), False) == "f: absent"


@pytest.mark.parametrize(
    ("figure", "text"),
    [(0.45, "0.450"), (12.3456, "12.346"), (0.00513, "0.00513"), (0.0984, "0.0984"), (0.005, "0.00500")],
)
def test_figures_of_the_working_keep_three_digits_so_that_they_add_up_by_hand(figure, text):
    assert words.precise(figure) == text


@pytest.mark.parametrize(
    ("posterior", "text"), [(0.45734, "0.4573"), (0.012344, "0.01234"), (0.00001, "under 0.0001")]
)
def test_share_keeps_four_figures(posterior, text):
    assert words.share(posterior) == text
