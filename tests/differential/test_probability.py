"""Points and limits, against published figures."""

from math import isclose

import pytest

from conditions.differential.probability import band_of, estimate, jeffreys, wilson
from conditions.document import Accuracy, Association


def association(**more):
    return Association.model_validate({"finding": "f", "frequency": "frequent", "basis": "cited", **more})


def study(**more):
    return Accuracy.model_validate({"reference_standard": "MRI", "citation": "a2020b", **more})


def test_estimate_takes_the_rated_probability_before_all():
    found = estimate(association(probability=0.6, accuracy=[study(sensitivity=0.4, preferred=True)]))

    assert (found.value, found.source) == (0.6, "rated")
    assert (found.low, found.high) == (0.30, 0.79)


def test_estimate_takes_the_preferred_study_before_the_band():
    found = estimate(
        association(accuracy=[study(sensitivity=0.9), study(sensitivity=0.4, n=100, preferred=True)])
    )

    assert (found.value, found.source) == (0.4, "sensitivity")
    assert (found.low, found.high) == wilson(0.4, 100)


@pytest.mark.parametrize(
    ("band", "point"),
    [
        ("very-frequent", 0.895),
        ("frequent", 0.545),
        ("occasional", 0.17),
        ("very-rare", 0.025),
        ("excluded", 0.005),
    ],
)
def test_estimate_falls_back_on_the_middle_of_the_band(band, point):
    found = estimate(association(frequency=band))

    assert (found.value, found.source) == (point, "band")
    assert found.low <= point <= found.high


def test_estimate_takes_counted_people_as_limits():
    found = estimate(association(probability=0.5, n=45, m=100))

    assert (found.low, found.high) == jeffreys(45, 100)


def test_limits_always_hold_the_point():
    found = estimate(association(probability=0.79, n=1, m=100))

    assert found.low < found.high == found.value == 0.79


def test_wilson_gives_the_textbook_interval():
    """81 of 263: Newcombe 1998, table I, method 3."""
    low, high = wilson(81 / 263, 263)

    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize(
    ("n", "m", "low", "high"),
    # Beta quantiles; 0 of 10 and 10 of 10 end at 0 and 1.
    [(0, 10, 0.0, 0.2172), (10, 10, 0.7828, 1.0), (5, 10, 0.2235, 0.7765), (1, 2, 0.0613, 0.9387)],
)
def test_jeffreys_gives_beta_quantiles(n, m, low, high):
    found = jeffreys(n, m)

    assert isclose(found[0], low, abs_tol=5e-4)
    assert isclose(found[1], high, abs_tol=5e-4)


@pytest.mark.parametrize(
    ("share", "band"),
    [(0.5, (0.3, 0.79)), (0.295, (0.295, 0.79)), (0.005, (0.001, 0.01)), (0.995, (0.995, 0.99))],
)
def test_band_of_finds_the_band_or_the_one_above(share, band):
    assert band_of(share) == band
