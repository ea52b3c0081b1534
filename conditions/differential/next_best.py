"""The findings that would help most next: the largest expected drop in entropy over the current candidates.

The candidates are the conditions that share 99 % of the posterior, at most 60 of
them. A finding that is not yet known would come last in its group, so it is
weighed 1 / sqrt(k + 1) after k that count. Its chance of being present is the
posterior-weighted mean of its probabilities. At near-equal gain (within a quarter
of the best that is left) what costs less comes first: history, then bedside,
then imaging or laboratory.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, fsum, log, sqrt

from conditions.differential.model import Model
from conditions.differential.rank import Ranking
from conditions.document import Cost, Finding

CANDIDATE_MASS = 0.99
MOST_CANDIDATES = 60
NEAR = 0.75
NEGLIGIBLE = 0.001  # bits: less than this is not worth a question
_COST_OF_KIND: dict[str, Cost] = {
    "history": "history",
    "symptom": "history",
    "sign": "bedside",
    "test": "bedside",
    "imaging": "imaging-or-laboratory",
    "laboratory": "imaging-or-laboratory",
}
_COSTS: tuple[Cost, ...] = ("history", "bedside", "imaging-or-laboratory")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A finding to look for next: expected gain in bits, its chance of being present, what each answer favours."""

    finding: str
    gain: float
    chance: float
    cost: Cost
    if_present: str
    if_absent: str


def cost_of(finding: Finding) -> Cost:
    """The finding's own cost, else that of its kind."""
    return finding.cost or _COST_OF_KIND[finding.kind]


def next_best(ranking: Ranking, count: int = 5) -> tuple[Suggestion, ...]:
    """Up to `count` findings, the most useful first."""
    model = ranking.model
    rows, shares = _candidates(ranking)
    if len(rows) < 2:
        return ()
    counts: dict[str, int] = defaultdict(int)
    for item in ranking.weighed:
        counts[model.vocabulary[item.finding].group] += 1
    entropy = -fsum(p * log(p) for p in shares)
    known = _settled(ranking)
    gains = []
    for finding in model.findings_with_data:
        if finding in known or finding not in model.vocabulary:
            continue
        entry = model.vocabulary[finding]
        weight = 1 / sqrt(counts[entry.group] + 1)
        gain, chance = _gain(model, finding, rows, shares, weight, entropy)
        if gain >= NEGLIGIBLE:
            gains.append((gain, finding, chance, cost_of(entry)))
    chosen = _cheap_first(gains, count)
    return tuple(
        Suggestion(finding, gain, chance, cost, *_favoured(model, finding, rows, shares))
        for gain, finding, chance, cost in chosen
    )


def _settled(ranking: Ranking) -> frozenset[str]:
    """What needs no asking: known findings, and members of a cluster that is known."""
    known = ranking.facts.known()
    vocabulary = ranking.model.vocabulary
    members = (m for name in known if name in vocabulary for m in vocabulary[name].members)
    return known | frozenset(members)


def _candidates(ranking: Ranking) -> tuple[list[int], list[float]]:
    rows: list[int] = []
    shares: list[float] = []
    mass = 0.0
    for row in ranking.order[:MOST_CANDIDATES]:
        rows.append(row)
        shares.append(ranking.posteriors[row])
        mass += shares[-1]
        if mass >= CANDIDATE_MASS:
            break
    total = fsum(shares)
    return rows, [share / total for share in shares]


def _probabilities(model: Model, finding: str, rows: Sequence[int]) -> list[float]:
    column = model.column(finding)
    cells = model.lookup(finding)
    return [cells.get(row, column.reference) for row in rows]


def _gain(
    model: Model,
    finding: str,
    rows: Sequence[int],
    shares: Sequence[float],
    weight: float,
    entropy: float,
) -> tuple[float, float]:
    """Expected drop in entropy (bits) and the chance of a positive answer."""
    values = _probabilities(model, finding, rows)
    chance = fsum(p * v for p, v in zip(shares, values, strict=True))
    expected = chance * _entropy_after(shares, values, weight)
    expected += (1 - chance) * _entropy_after(shares, [1 - v for v in values], weight)
    return (entropy - expected) / log(2), chance


def _entropy_after(shares: Sequence[float], values: Sequence[float], weight: float) -> float:
    """Entropy (nats) of shares x values^weight, made to sum to one."""
    logs = [log(p) + weight * log(v) if p > 0 else -745.0 for p, v in zip(shares, values, strict=True)]
    parts = list(map(exp, logs))
    total = sum(parts)
    return log(total) - sum(map(float.__mul__, parts, logs)) / total


def _cheap_first(
    gains: list[tuple[float, str, float, Cost]], count: int
) -> list[tuple[float, str, float, Cost]]:
    left = sorted(gains, key=lambda g: (-g[0], g[1]))
    chosen: list[tuple[float, str, float, Cost]] = []
    while left and len(chosen) < count:
        near = [g for g in left if g[0] >= NEAR * left[0][0]]
        best = min(near, key=lambda g: (_COSTS.index(g[3]), -g[0], g[1]))
        left.remove(best)
        chosen.append(best)
    return chosen


def _favoured(model: Model, finding: str, rows: Sequence[int], shares: Sequence[float]) -> tuple[str, str]:
    """The candidate that gains the most share if the finding is present, and if it is absent."""
    values = _probabilities(model, finding, rows)
    chance = fsum(p * v for p, v in zip(shares, values, strict=True))
    gains = [(p * (v - chance), -row) for p, v, row in zip(shares, values, rows, strict=True)]
    return model.slugs[-max(gains)[1]], model.slugs[-min(gains, key=lambda g: (g[0], -g[1]))[1]]
