"""How likely a finding is in people with a condition, within which limits, and on what grounds.

The point: the association's `probability`; else the sensitivity of the accuracy
row marked preferred; else the middle of its frequency band. The limits: those
of the band; where people were counted, a Jeffreys interval (n of m had it) or
a Wilson interval (a sensitivity in a study of n).

Bands and points: Human Phenotype Ontology frequency terms,
https://obophenotype.github.io/human-phenotype-ontology/annotations/frequency/
"""

from dataclasses import dataclass
from itertools import count
from math import exp, lgamma, log, sqrt
from statistics import NormalDist
from typing import Literal

from conditions.document import FREQUENCY_BANDS, Association

Source = Literal["rated", "sensitivity", "band"]

# The middle of each frequency band.
POINTS = {
    "very-frequent": 0.895,
    "frequent": 0.545,
    "occasional": 0.17,
    "very-rare": 0.025,
    "excluded": 0.005,
}
FLOOR, CEILING = 0.005, 0.99  # the range that the schema allows for a probability
NARROWEST = 0.001  # a limit of 0 or 1 would make a ratio of nothing or everything
_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Estimate:
    """P(finding | condition) with its limits, all strictly between 0 and 1, and where the point comes from."""

    value: float
    low: float
    high: float
    source: Source


def estimate(association: Association) -> Estimate:
    """The probability that an association stands for."""
    preferred = next((row for row in association.accuracy if row.preferred), None)
    low, high = FREQUENCY_BANDS[association.frequency]
    source: Source
    if association.probability is not None:
        value, source = association.probability, "rated"
    elif preferred is not None and preferred.sensitivity is not None:
        value, source = preferred.sensitivity, "sensitivity"
        if preferred.n is not None:
            low, high = wilson(preferred.sensitivity, preferred.n)
    else:
        value, source = POINTS[association.frequency], "band"
    if association.n is not None and association.m is not None:
        low, high = jeffreys(association.n, association.m)
    value = min(max(value, FLOOR), CEILING)
    return Estimate(value, min(value, max(low, NARROWEST)), max(value, min(high, 1 - NARROWEST)), source)


def band_of(share: float) -> tuple[float, float]:
    """The limits of the frequency band that a share falls into; in a gap, the band above it."""
    for low, high in sorted(FREQUENCY_BANDS.values()):
        if share <= high:
            return min(max(low, NARROWEST), share), high
    return share, CEILING


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of a share seen in n people (Wilson 1927)."""
    z2 = _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def jeffreys(n: int, m: int) -> tuple[float, float]:
    """The 95 % Jeffreys interval of n of m: quantiles of Beta(n + 1/2, m - n + 1/2), 0 and 1 at the ends.

    Brown, Cai, DasGupta 2001, Interval estimation for a binomial proportion.
    """
    a, b = n + 0.5, m - n + 0.5
    low = 0.0 if n == 0 else _beta_quantile(0.025, a, b)
    high = 1.0 if n == m else _beta_quantile(0.975, a, b)
    return low, high


def _beta_quantile(probability: float, a: float, b: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _beta_cdf(middle, a, b) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function by its continued fraction (Lentz), DLMF 8.17.22."""
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_cdf(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    tiny, c, d = 1e-300, 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d or tiny)
    total = d
    for i in count(1):  # converges within a few dozen steps
        even = i * (b - i) * x / ((a + 2 * i - 1) * (a + 2 * i))
        odd = -(a + i) * (a + b + i) * x / ((a + 2 * i) * (a + 2 * i + 1))
        for term in (even, odd):
            d = 1 / ((1 + term * d) or tiny)
            c = (1 + term / c) or tiny
            total *= d * c
        if abs(d * c - 1) < 1e-14:
            return front * total
    raise AssertionError  # pragma: no cover - the loop has no end
