"""Where a published likelihood ratio and the model's differ more than twofold: for curators.

The model's ratio is P(finding | condition) over the prior-weighted mean of the
other conditions. A published one compares people with and without the condition
in a study's clinic, often against healthy controls: neither is right by itself,
but one of a pair that differs this much deserves a look.
"""

from dataclasses import dataclass
from math import inf

from conditions.differential.model import Model
from conditions.document import cited_id

TOO_FAR = 2.0


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A published ratio beside the model's. `times`: how many times the larger exceeds the smaller."""

    condition: str
    finding: str
    positive: bool
    published: float
    modelled: float
    reference_standard: str
    citation: str
    derived: bool

    @property
    def times(self) -> float:
        """The larger over the smaller; infinite where a study reports a ratio of nothing."""
        small, large = sorted((self.published, self.modelled))
        return large / small if small > 0 else inf

    @property
    def is_off(self) -> bool:
        """True if they differ more than twofold."""
        return self.times > TOO_FAR


def compare_with_published(model: Model) -> tuple[Discrepancy, ...]:
    """Every published likelihood ratio beside the model's, the furthest apart first."""
    out = []
    for row, document in enumerate(model.documents):
        prior = model.prior[row]
        for association in document.findings:
            if not association.accuracy:
                continue
            column = model.column(association.finding)
            share = model.lookup(association.finding)[row]
            others = (column.mean - prior * share) / (1 - prior) if prior < 1 else share
            for study in association.accuracy:
                for positive, published, modelled in (
                    (True, study.lr_positive, share / others),
                    (False, study.lr_negative, (1 - share) / (1 - others)),
                ):
                    if published is not None:
                        out.append(
                            Discrepancy(
                                document.slug,
                                association.finding,
                                positive,
                                published,
                                modelled,
                                study.reference_standard,
                                cited_id(study.citation),
                                study.derived,
                            )
                        )
    return tuple(sorted(out, key=lambda d: (-d.times, d.condition, d.finding, d.positive)))
