"""Facet values with counts: what choosing each of them would give."""

from dataclasses import dataclass
from heapq import nsmallest
from typing import get_args

from pyroaring import BitMap

from conditions.bodymap import REGION_NAMES
from conditions.catalogue.index import Index
from conditions.catalogue.query import FACETS, Query
from conditions.document import REGIONS, Category, Certainty, InterventionKind

# Values that exist whether or not a condition has them now.
FIXED: dict[str, tuple[str, ...]] = {
    "region": REGIONS,
    "category": get_args(Category),
    "management": get_args(InterventionKind),
    "evidence": get_args(Certainty),
}


class UnknownValueError(ValueError):
    """A facet value that does not exist; the message is a sentence for the reader."""

    def __init__(self, facet: str, value: str) -> None:
        self.facet, self.value = facet, value
        super().__init__(f"There is no “{value[:80]}” in the filter “{FACETS[facet]}”.")


@dataclass(slots=True)
class Value:
    """One value of a facet with the number of conditions that choosing it gives."""

    value: str
    label: str
    count: int
    selected: bool

    @property
    def disabled(self) -> bool:
        """Choosing it would give nothing; a chosen value can always be taken away."""
        return not self.count and not self.selected


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: the values that decide most first, then the others by name."""

    name: str
    label: str
    first: tuple[Value, ...]
    rest: tuple[Value, ...]

    @property
    def values(self) -> tuple[Value, ...]:
        """All values."""
        return self.first + self.rest

    @property
    def selected(self) -> int:
        """How many values are chosen."""
        return sum(value.selected for value in self.first)


DECISIVE = 6


def label(index: Index, facet: str, value: str) -> str:
    """A value in words."""
    if facet in FIXED:
        return REGION_NAMES.get(value, value.replace("-", " ").capitalize())
    return index.findings.label(value)


def check(index: Index, query: Query) -> None:
    """Raises UnknownValueError for the first value that does not exist."""
    for facet, value in query.chosen:
        listed = FIXED.get(facet, index.findings.by_id)
        if value not in listed and not index.facets.values(facet).get(value):
            raise UnknownValueError(facet, value)


def facets(index: Index, query: Query, base: BitMap) -> tuple[Facet, ...]:
    """All facets over the rows that the text found; each facet's counts ignore its own choice."""
    return tuple(_facet(index, name, query, base) for name in FACETS)


def _facet(index: Index, name: str, query: Query, base: BitMap) -> Facet:
    chosen = query.facets.get(name, ())
    among = index.facets.matching(base, query.facets, leave_out=name)
    total = len(among)
    counts = index.facets.counts(name, among)
    values = [Value(v, text, counts.get(v, 0), v in chosen) for v, text in _in_order(index, name, chosen)]
    first = nsmallest(
        max(DECISIVE, len(chosen)),
        values,
        key=lambda v: (not v.selected, _undecided(v.count, total), -v.count, v.label),
    )
    shown = {value.value for value in first}
    return Facet(name, FACETS[name], tuple(first), tuple(v for v in values if v.value not in shown))


def _in_order(index: Index, name: str, chosen: tuple[str, ...]) -> list[tuple[str, str]]:
    """Every value of a facet with its label, by label; made once for each state of the index."""
    if name not in index.labels:
        known = dict.fromkeys((*FIXED.get(name, ()), *index.facets.values(name)))
        index.labels[name] = sorted(
            ((value, label(index, name, value)) for value in known), key=lambda pair: pair[1].casefold()
        )
    listed = index.labels[name]
    others = [v for v in chosen if not index.facets.values(name).get(v) and v not in FIXED.get(name, ())]
    more = [
        (value, label(index, name, value))
        for value in others
        if (value, label(index, name, value)) not in listed
    ]
    return listed + more if more else listed


def _undecided(count: int, total: int) -> int:
    """How little choosing tells: nothing to decide at half of the conditions, all of it at none or all."""
    return abs(2 * count - total) if 0 < count < total else total + 1
