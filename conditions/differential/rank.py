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
from math import exp, fsum, inf, log, sqrt

from conditions.differential.facts import Fact, Facts
from conditions.differential.model import Model


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
    """The result for one set of findings: standings from the best, and what counted with which weight."""

    model: Model
    facts: Facts
    weighed: tuple[Weighed, ...]
    standings: tuple[Standing, ...]
    total: float

    @property
    def posterior(self) -> list[float]:
        """Posterior by row of the model."""
        out = [0.0] * len(self.standings)
        for standing in self.standings:
            out[standing.row] = standing.posterior
        return out

    @property
    def not_separated(self) -> int:
        """How many conditions from the top the figures can't tell from the first (1 if it stands apart)."""
        if not self.standings:
            return 0
        first = self.standings[0]
        return sum(s.upper >= first.lower for s in self.standings)


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
    lowers, uppers = _interval(
        shares, total, [max(u + silent_up, 0.0) for u in ups], [max(d + silent_down, 0.0) for d in downs]
    )
    scale = exp(highest)
    return Ranking(
        model,
        facts,
        weighed,
        _standings(model.slugs, shares, total, lowers, uppers, scale),
        total * scale,
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
    square_ups = fsum(s * s * u for s, u in zip(shares, ups, strict=True))
    square_downs = fsum(s * s * d for s, d in zip(shares, downs, strict=True))
    lowers, uppers = [], []
    for share, up, down in zip(shares, ups, downs, strict=True):
        rest = total - share
        if rest <= 0:
            lowers.append(share / total)
            uppers.append(share / total)
            continue
        odds, own, square = share / rest, share * share, rest * rest
        upward = odds * exp(sqrt(up + max(square_downs - own * down, 0.0) / square))
        downward = odds * exp(-sqrt(down + max(square_ups - own * up, 0.0) / square))
        uppers.append(upward / (1 + upward) if upward < inf else 1.0)
        lowers.append(downward / (1 + downward))
    return lowers, uppers


def _standings(
    slugs: Sequence[str],
    shares: Sequence[float],
    total: float,
    lowers: Sequence[float],
    uppers: Sequence[float],
    scale: float,
) -> tuple[Standing, ...]:
    """Conditions from the best. Best rank: behind those surely ahead; worst: before those surely behind."""
    order = sorted(range(len(slugs)), key=lambda row: (-shares[row], slugs[row]))
    by_lower, by_upper = sorted(lowers), sorted(uppers)
    out: list[Standing] = []
    place = 0
    for index, row in enumerate(order, start=1):
        if not out or shares[row] != shares[out[-1].row]:
            place = index
        ahead = len(slugs) - bisect_right(by_lower, uppers[row])
        behind = bisect_left(by_upper, lowers[row])
        out.append(
            Standing(
                slugs[row],
                row,
                place,
                min(ahead + 1, place),
                max(len(slugs) - behind, place),
                shares[row] / total,
                lowers[row],
                uppers[row],
                shares[row] * scale,
            )
        )
    return tuple(out)
