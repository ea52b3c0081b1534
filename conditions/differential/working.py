"""The working: for one condition, every number that its posterior is made of.

prior x factor x factor ... = score; score / sum of all scores = posterior;
factor = ratio^weight. `against_others` is the finding's likelihood ratio in this
differential, P(finding | condition) over the prior-weighted mean of the other
conditions: the figure that compares with a published likelihood ratio.
"""

from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Literal

from conditions.differential.model import Model
from conditions.differential.probability import Estimate, estimate
from conditions.differential.rank import Ranking, Weighed
from conditions.document import Accuracy, Association, Citation

Ground = Literal["rated", "sensitivity", "band", "broader", "no-data"]


@dataclass(frozen=True)
class Line:
    """One finding's part in a condition's score. Shares are of the state that was entered:
    for an absent finding, `share` and `reference` are chances of its absence.
    """

    finding: str
    present: bool
    ground: Ground
    association: Association | None
    share: float
    reference: float
    place: int
    weight: float
    against_others: float

    @property
    def ratio(self) -> float:
        """How much more likely the finding's state is here than in the whole differential."""
        return 1.0 if self.ground == "no-data" else self.share / self.reference

    @property
    def factor(self) -> float:
        """The ratio as damped by the weight: what the score is multiplied by."""
        return float(self.ratio**self.weight)

    @property
    def published(self) -> tuple[Accuracy, ...]:
        """Accuracy rows that report the likelihood ratio of this state."""
        rows = self.association.accuracy if self.association else ()
        return tuple(r for r in rows if (r.lr_positive if self.present else r.lr_negative) is not None)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the association cites."""
        return self.association.citations if self.association else ()


@dataclass(frozen=True)
class Working:
    """A condition's place in a ranking, number by number."""

    slug: str
    prior: float
    lines: tuple[Line, ...]
    total: float

    @cached_property
    def score(self) -> float:
        """Prior times all factors."""
        return self.prior * prod(line.factor for line in self.lines)

    @property
    def posterior(self) -> float:
        """The score's share of all scores."""
        return self.score / self.total

    @property
    def speaks_for(self) -> tuple[Line, ...]:
        """Lines that raise the score, the strongest first."""
        return self._sorted(1)

    @property
    def speaks_against(self) -> tuple[Line, ...]:
        """Lines that lower the score, the strongest first."""
        return self._sorted(-1)

    @property
    def no_data(self) -> tuple[Line, ...]:
        """Lines on which the condition's page says nothing; they move nothing."""
        return tuple(line for line in self.lines if line.ground == "no-data")

    def _sorted(self, sign: int) -> tuple[Line, ...]:
        lines = (line for line in self.lines if line.ground != "no-data" and (line.factor - 1) * sign > 0)
        return tuple(sorted(lines, key=lambda line: (-line.factor * sign, line.finding)))


def explain(ranking: Ranking, slug: str) -> Working:
    """The working of one condition. Raises KeyError for a condition that is not ranked."""
    model = ranking.model
    row = model.row_of(slug)
    lines = tuple(_line(model, row, item) for item in ranking.weighed)
    return Working(slug, model.prior[row], lines, ranking.total)


def _line(model: Model, row: int, item: Weighed) -> Line:
    column = model.column(item.finding, borrow=item.borrow)
    association = model.association(row, item.finding)
    known: Estimate | None = estimate(association) if association else None
    ground: Ground
    if known is not None:
        share, ground = known.value, known.source
    elif row in column.borrowed:
        share, ground = column.values[list(column.rows).index(row)], "broader"
    else:
        share, ground = column.reference, "no-data"
    prior = model.prior[row]
    others = (column.mean - prior * share) / (1 - prior) if prior < 1 else share
    reference = column.reference
    if not item.present:
        share, reference, others = 1 - share, 1 - reference, 1 - others
    return Line(
        item.finding,
        item.present,
        ground,
        association,
        share,
        reference,
        item.place,
        item.weight,
        share / others if ground != "no-data" else 1.0,
    )
