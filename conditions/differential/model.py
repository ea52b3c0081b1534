"""The table behind the ranking: conditions by findings, made once per version of the catalogue.

For a finding f, `reference` is what silence is worth: the finding's `prevalence`
where a condition is silent on it, else the prior-weighted mean over all
conditions with silence counted as 0.05. Every silent condition takes the
reference as its probability, so its ratio is exactly 1.

The ratio of a finding for a condition is P(f | condition) / reference, or
(1 - P) / (1 - reference) for an absent one. The reference is one number for all
conditions, so the product of prior and ratios is proportional to the product of
prior and probabilities: a proper posterior.

Only cells with data are kept; natural logarithms throughout.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum, log
from operator import mul
from typing import Literal

from conditions.differential.facts import Logic
from conditions.differential.probability import CEILING, FLOOR, Estimate, band_of, estimate
from conditions.document import Association, BaseRate, ConditionDocument, Finding

METHOD_VERSION = "1"
SILENCE = 0.05
BASE_RATES: dict[BaseRate, float] = {"common": 1.0, "uncommon": 0.3, "rare": 0.06}
Prior = Literal["base-rate", "equal"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one finding in one state does to the conditions with data on it.

    `ratios` are log ratios; `ups` and `downs` are squared distances of their limits.
    A silent condition has ratio 0 and the squared distances `silent_up`, `silent_down`.
    """

    rows: Sequence[int]
    ratios: Sequence[float]
    ups: Sequence[float]
    downs: Sequence[float]
    silent_up: float
    silent_down: float


@dataclass(frozen=True)
class Column:
    """A finding over all conditions: the cells with data, and the reference that the others take."""

    rows: Sequence[int]
    values: Sequence[float]
    lows: Sequence[float]
    highs: Sequence[float]
    borrowed: frozenset[int]
    reference: float
    priors: Sequence[float]

    @cached_property
    def _silent(self) -> float:
        """The prior share of the silent conditions."""
        return max(1 - fsum(self.priors), 0.0)

    @cached_property
    def mean(self) -> float:
        """The prior-weighted mean of the probability over all conditions."""
        return fsum(map(mul, self.priors, self.values)) + self._silent * self.reference

    @cached_property
    def discrimination(self) -> float:
        """How much the finding tells the conditions apart: mutual information under the prior, in bits."""
        mean = self.mean

        def apart(share: float) -> float:
            return share * log(share / mean) + (1 - share) * log((1 - share) / (1 - mean))

        known = fsum(map(mul, self.priors, map(apart, self.values)))
        return (known + self._silent * apart(self.reference)) / log(2)


def merged_vocabulary(
    documents: Iterable[ConditionDocument], others: Iterable[Finding] = ()
) -> dict[str, Finding]:
    """The findings that documents embed, a later document over an earlier one, then others where none has it."""
    vocabulary = {finding.id: finding for document in documents for finding in document.vocabulary}
    for finding in others:
        vocabulary.setdefault(finding.id, finding)
    return vocabulary


class Model:
    """Published conditions made ready for ranking under one kind of prior."""

    def __init__(
        self,
        documents: Sequence[ConditionDocument],
        vocabulary: Mapping[str, Finding],
        prior: Prior = "base-rate",
    ) -> None:
        self.documents = tuple(sorted(documents, key=lambda d: d.slug))
        self.slugs = tuple(d.slug for d in self.documents)
        self._rows = {slug: row for row, slug in enumerate(self.slugs)}
        self._associations: dict[int, dict[str, Association]] = {}
        self.vocabulary = vocabulary
        self.logic = Logic(vocabulary)
        self.prior_kind: Prior = prior
        raw = [BASE_RATES[d.base_rate] if prior == "base-rate" else 1.0 for d in self.documents]
        total = fsum(raw)
        self.prior = [value / total for value in raw]
        self._cells = _cells(self.documents)
        self._columns: dict[tuple[str, bool], Column] = {}
        self._lookups: dict[str, dict[int, float]] = {}
        self._evidence: dict[tuple[str, bool, bool], Evidence] = {}

    @property
    def findings_with_data(self) -> tuple[str, ...]:
        """Ids of findings that at least one condition has data on, in order of id."""
        return tuple(sorted(self._cells))

    def column(self, finding: str, *, borrow: bool = True) -> Column:
        """A finding over all conditions.

        With `borrow`, a condition that is silent on a narrower finding but not on its
        broader one takes the broader one's ratio: what it says there holds here too.
        """
        key = (finding, borrow and bool(self._broader_with_data(finding)))
        if key not in self._columns:
            self._columns[key] = self._make_column(*key)
        return self._columns[key]

    def evidence(self, finding: str, present: bool, *, borrow: bool = True) -> Evidence:
        """What the finding does in this state, ready to be added up."""
        key = (finding, present, borrow)
        if key not in self._evidence:
            self._evidence[key] = _evidence(self.column(finding, borrow=borrow), present)
        return self._evidence[key]

    def row_of(self, slug: str) -> int:
        """The row of a condition. Raises KeyError."""
        return self._rows[slug]

    def association(self, row: int, finding: str) -> Association | None:
        """What the condition's document says of a finding, if anything."""
        if row not in self._associations:
            self._associations[row] = {a.finding: a for a in self.documents[row].findings}
        return self._associations[row].get(finding)

    def lookup(self, finding: str) -> Mapping[int, float]:
        """P(finding | condition) by row, of conditions with data."""
        if finding not in self._lookups:
            column = self.column(finding)
            self._lookups[finding] = dict(zip(column.rows, column.values, strict=True))
        return self._lookups[finding]

    def _broader_with_data(self, finding: str) -> list[str]:
        entry = self.vocabulary.get(finding)
        return [b for b in entry.broader if b in self._cells] if entry else []

    def _make_column(self, finding: str, borrow: bool) -> Column:
        own_rows, own_values, own_lows, own_highs = self._cells.get(finding, _NO_CELLS)
        rows, values, lows, highs = list(own_rows), list(own_values), list(own_lows), list(own_highs)
        reference = self._reference(finding, rows, values)
        own, borrowed = set(rows), set()
        for broader in self._broader_with_data(finding) if borrow else ():
            column = self.column(broader)
            for row, value, low, high in zip(
                column.rows, column.values, column.lows, column.highs, strict=True
            ):
                if row in own or row in borrowed:
                    continue
                borrowed.add(row)
                rows.append(row)
                shares = (_bounded(reference * v / column.reference) for v in (value, low, high))
                for into, share in zip((values, lows, highs), shares, strict=True):
                    into.append(share)
        return Column(
            rows=array("l", rows),
            values=array("d", values),
            lows=array("d", lows),
            highs=array("d", highs),
            borrowed=frozenset(borrowed),
            reference=reference,
            priors=array("d", [self.prior[row] for row in rows]),
        )

    def _reference(self, finding: str, rows: Sequence[int], values: Sequence[float]) -> float:
        entry = self.vocabulary.get(finding)
        if entry is not None and entry.prevalence is not None and len(rows) < len(self.documents):
            return _bounded(entry.prevalence.value)
        known = fsum(self.prior[row] for row in rows)
        mean = (
            fsum(self.prior[r] * v for r, v in zip(rows, values, strict=True)) + max(1 - known, 0.0) * SILENCE
        )
        return _bounded(mean)


_Cells = tuple[Sequence[int], Sequence[float], Sequence[float], Sequence[float]]
_NO_CELLS: _Cells = ((), (), (), ())


def _cells(documents: Sequence[ConditionDocument]) -> dict[str, _Cells]:
    cells: dict[str, tuple[array[int], array[float], array[float], array[float]]] = {}
    for row, document in enumerate(documents):
        for association in document.findings:
            known: Estimate = estimate(association)
            if association.finding not in cells:
                cells[association.finding] = (array("l"), array("d"), array("d"), array("d"))
            rows, values, lows, highs = cells[association.finding]
            rows.append(row)
            values.append(known.value)
            lows.append(known.low)
            highs.append(known.high)
    return dict(cells)


def _bounded(share: float) -> float:
    return min(max(share, FLOOR), CEILING)


def _evidence(column: Column, present: bool) -> Evidence:
    if present:
        ratios, ups, downs = _logs(column.values, column.lows, column.highs, column.reference)
    else:
        values, lows, highs = ([1 - v for v in part] for part in (column.values, column.highs, column.lows))
        ratios, ups, downs = _logs(values, lows, highs, 1 - column.reference)
    low, high = band_of(column.reference)
    if present:
        _, (up,), (down,) = _logs([column.reference], [low], [high], column.reference)
    else:
        _, (up,), (down,) = _logs([1 - column.reference], [1 - high], [1 - low], 1 - column.reference)
    return Evidence(column.rows, ratios, ups, downs, up, down)


def _logs(
    values: Iterable[float], lows: Iterable[float], highs: Iterable[float], reference: float
) -> tuple[list[float], list[float], list[float]]:
    base = log(reference)
    logs = [log(value) for value in values]
    ups = [(log(high) - point) ** 2 for high, point in zip(highs, logs, strict=True)]
    downs = [(point - log(low)) ** 2 for low, point in zip(lows, logs, strict=True)]
    return [point - base for point in logs], ups, downs
