"""Ranking: from findings to a posterior for every condition, with an interval and a range of ranks.

score = prior x product of ratio^weight, posterior = score / sum of scores.

Weights: findings of one group are not independent. Within a group they are
ordered by how much they tell the conditions apart (mutual information, then id)
and the k-th counts 1 / sqrt(k), for every condition alike.

Interval: the limits of each probability are taken as independent. On the log
scale their weighted distances add up as squares, those of the rivals weighed by
their share among the rivals, and the result moves the log odds of the posterior.
It says how firm the figures are, not how likely the model is to be right.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, fsum, inf, log, sqrt
from operator import mul

from conditions.differential.facts import Fact, Facts
from conditions.differential.model import Model

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Weighed:
    """A fact that counts, with its place in its group and its weight."""

    finding: str
    present: bool
    place: int
    weight: float
    borrow: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A condition in a ranking. Ranks count from 1; equal posteriors share a rank."""

    slug: str
    row: int
    rank: int
    best_rank: int
    worst_rank: int
    posterior: float
    lower: float
    upper: float
    score: float


@dataclass(frozen=True)
class Ranking:
    """The result for one set of findings. `order` holds rows of the model from the best;
    the other sequences go by row. `total` is the sum of all scores.
    """

    model: Model
    facts: Facts
    weighed: tuple[Weighed, ...]
    order: Sequence[int]
    posteriors: Sequence[float]
    lowers: Sequence[float]
    uppers: Sequence[float]
    total: float

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """All conditions from the best."""
        return self.top(len(self.order))

    def top(self, count: int) -> tuple[Standing, ...]:
        """The first conditions."""
        return tuple(self._standing(row) for row in self.order[:count])

    def of(self, slug: str) -> Standing:
        """The standing of one condition. Raises KeyError."""
        return self._standing(self.model.row_of(slug))

    @property
    def not_separated(self) -> int:
        """How many conditions the figures can't tell from the first (1 if it stands apart)."""
        return (
            len(self.order) - bisect_left(self._sorted_uppers, self.lowers[self.order[0]])
            if self.order
            else 0
        )

    @cached_property
    def _sorted_lowers(self) -> list[float]:
        return sorted(self.lowers)

    @cached_property
    def _sorted_uppers(self) -> list[float]:
        return sorted(self.uppers)

    @cached_property
    def _descending(self) -> list[float]:
        return [-self.posteriors[row] for row in self.order]

    def _standing(self, row: int) -> Standing:
        """Best rank: behind those that are surely ahead; worst: before those that are surely behind."""
        count = len(self.order)
        posterior = self.posteriors[row]
        place = bisect_left(self._descending, -posterior) + 1
        ahead = count - bisect_right(self._sorted_lowers, self.uppers[row])
        behind = bisect_left(self._sorted_uppers, self.lowers[row])
        return Standing(
            self.model.slugs[row],
            row,
            place,
            min(ahead + 1, place),
            max(count - behind, place),
            posterior,
            self.lowers[row],
            self.uppers[row],
            posterior * self.total,
        )


def rank(model: Model, present: Iterable[str] = (), absent: Iterable[str] = ()) -> Ranking:
    """Rank all conditions of a model. Raises a FindingsError for findings that can't be ranked."""
    facts = model.logic.resolve(present, absent)
    weighed = weigh(model, facts)
    scores = list(map(log, model.prior))
    ups, downs = [0.0] * len(scores), [0.0] * len(scores)
    silent_up, silent_down = 0.0, 0.0
    for item in weighed:
        evidence = model.evidence(item.finding, item.present, borrow=item.borrow)
        weight, square = item.weight, item.weight * item.weight
        neutral_up, neutral_down = evidence.silent_up, evidence.silent_down
        silent_up += square * neutral_up
        silent_down += square * neutral_down
        for row, ratio, up, down in zip(
            evidence.rows, evidence.ratios, evidence.ups, evidence.downs, strict=True
        ):
            scores[row] += weight * ratio
            ups[row] += square * (up - neutral_up)
            downs[row] += square * (down - neutral_down)
    highest = max(scores, default=0.0)
    shares = [exp(score - highest) for score in scores]
    total = fsum(shares)
    lowers, uppers = _interval(shares, total, [u + silent_up for u in ups], [d + silent_down for d in downs])
    return Ranking(
        model,
        facts,
        weighed,
        # Rows go by slug and sorting is stable, so equals stand in order of slug.
        sorted(range(len(shares)), key=shares.__getitem__, reverse=True),
        [share / total for share in shares],
        lowers,
        uppers,
        total * exp(highest),
    )


def weigh(model: Model, facts: Facts) -> tuple[Weighed, ...]:
    """The facts that count in canonical order: by group, then by how much they tell apart."""
    counted = {fact.finding: fact.present for fact in facts.counted}
    groups: dict[str, list[tuple[float, str, Fact, bool]]] = defaultdict(list)
    for fact in facts.counted:
        entry = model.vocabulary[fact.finding]
        borrow = not any(counted.get(broader) for broader in entry.broader)
        power = model.column(fact.finding, borrow=borrow).discrimination
        groups[entry.group].append((-power, fact.finding, fact, borrow))
    return tuple(
        Weighed(fact.finding, fact.present, place, 1 / sqrt(place), borrow)
        for group in sorted(groups)
        for place, (_, _, fact, borrow) in enumerate(sorted(groups[group], key=lambda g: g[:2]), start=1)
    )


def _interval(
    shares: Sequence[float], total: float, ups: Sequence[float], downs: Sequence[float]
) -> tuple[list[float], list[float]]:
    """Limits of each posterior. With p the posterior, q a rival's share among the rivals and u, d squared
    distances: odds x exp(sqrt(u + sum q^2 d)) and odds / exp(sqrt(d + sum q^2 u)).
    """
    # What rounding leaves of nothing is nothing.
    ups = [up if up > _ROUNDING else 0.0 for up in ups]
    downs = [down if down > _ROUNDING else 0.0 for down in downs]
    squares = [share * share for share in shares]
    square_ups = fsum(map(mul, squares, ups))
    square_downs = fsum(map(mul, squares, downs))
    lowers, uppers = [], []
    for share, own, up, down in zip(shares, squares, ups, downs, strict=True):
        rest = total - share
        if rest <= 0 or not (square_ups or square_downs):
            lowers.append(share / total)
            uppers.append(share / total)
            continue
        odds, square = share / rest, rest * rest
        upward = odds * exp(sqrt(up + abs(square_downs - own * down) / square))
        downward = odds * exp(-sqrt(down + abs(square_ups - own * up) / square))
        uppers.append(upward / (1 + upward) if upward < inf else 1.0)
        lowers.append(downward / (1 + downward))
    return lowers, uppers
