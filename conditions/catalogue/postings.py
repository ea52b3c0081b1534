"""Sets of numbers by term, as Roaring bitmaps: counting and combining without the database.

Plain data: no database, no lock. `index` fills it and guards it.
"""

from array import array
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from sys import byteorder

from pyroaring import BitMap

NOTHING = BitMap()


def from_bytes(packed: bytes) -> BitMap:
    """The numbers that PostgreSQL packed with `int4send`: four bytes each, the most significant first."""
    numbers = array("I")
    numbers.frombytes(packed)
    if byteorder == "little":
        numbers.byteswap()
    return BitMap(numbers)


class TermSets:
    """Which rows have a term."""

    def __init__(self) -> None:
        self._sets: dict[str, BitMap] = {}

    def __len__(self) -> int:
        return len(self._sets)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sets)

    def items(self) -> Iterable[tuple[str, BitMap]]:
        """Every term with its rows."""
        return self._sets.items()

    def get(self, term: str) -> BitMap:
        """The rows of a term; nothing for one that is unknown. Not to be changed."""
        return self._sets.get(term, NOTHING)

    def load(self, term: str, rows: BitMap) -> None:
        """Add rows to a term."""
        if term in self._sets:
            self._sets[term] |= rows
        else:
            self._sets[term] = rows

    def add(self, row: int, terms: Iterable[str]) -> None:
        """Give a row its terms."""
        for term in terms:
            self._sets.setdefault(term, BitMap()).add(row)

    def discard(self, row: int, terms: Iterable[str]) -> None:
        """Take these terms from a row."""
        for term in terms:
            if rows := self._sets.get(term):
                rows.discard(row)

    def forget(self, row: int) -> None:
        """Take a row out of every term. Costs by the number of terms, not of rows."""
        for rows in self._sets.values():
            rows.discard(row)

    def in_any(self, terms: Iterable[str]) -> BitMap:
        """Rows that have at least one of the terms."""
        return BitMap.union(*found) if (found := [self.get(term) for term in terms]) else BitMap()


class FacetSets:
    """Which conditions have a value of a facet."""

    def __init__(self) -> None:
        self._facets: dict[str, TermSets] = {}

    def values(self, facet: str) -> TermSets:
        """The values of a facet."""
        return self._facets.setdefault(facet, TermSets())

    def load(self, term: str, rows: BitMap) -> None:
        """Add rows to a term written `facet:value`."""
        facet, _, value = term.partition(":")
        self.values(facet).load(value, rows)

    def replace(self, row: int, terms: Iterable[str]) -> None:
        """Give a row these terms and no others."""
        for values in self._facets.values():
            values.forget(row)
        for term in terms:
            facet, _, value = term.partition(":")
            self.values(facet).add(row, [value])

    def matching(self, base: BitMap, chosen: dict[str, tuple[str, ...]], leave_out: str = "") -> BitMap:
        """Rows of `base` that fit: any chosen value within a facet, every facet that has a choice."""
        found = base
        for facet, values in chosen.items():
            if values and facet != leave_out:
                found = found & self.values(facet).in_any(values)
        return found

    def counts(self, facet: str, base: BitMap) -> dict[str, int]:
        """How many rows of `base` each value has, zeros included."""
        count = base.intersection_cardinality
        return {value: count(rows) for value, rows in self.values(facet).items()}


class Order:
    """Rows in one order, kept sorted as rows come and go."""

    def __init__(self) -> None:
        self._sorted: list[tuple[str, int]] = []
        self._keys: dict[int, str] = {}

    def load(self, pairs: Iterable[tuple[int, str]]) -> None:
        """Take all rows with their sort keys at once."""
        self._keys = dict(pairs)
        self._sorted = sorted((key, row) for row, key in self._keys.items())

    def put(self, row: int, key: str) -> None:
        """Place a row, or move it."""
        if self._keys.get(row) != key:
            self.discard(row)
            self._keys[row] = key
            insort(self._sorted, (key, row))

    def discard(self, row: int) -> None:
        """Take a row out."""
        key = self._keys.pop(row, None)
        if key is not None:
            del self._sorted[bisect_left(self._sorted, (key, row))]

    def page(self, rows: BitMap, start: int, length: int) -> list[int]:
        """A stretch of `rows` in this order."""
        if len(rows) < len(self._sorted) // 50:
            return sorted(rows, key=lambda row: (self._keys[row], row))[start : start + length]
        found, seen = [], 0
        for _, row in self._sorted:
            if row in rows:
                seen += 1
                if seen > start:
                    found.append(row)
                    if len(found) == length:
                        break
        return found

    def until(self, rows: BitMap, key: str, row: int) -> int:
        """How many of `rows` come up to a place, its own row included; the row itself may be gone."""
        passed = BitMap(row for _, row in self._sorted[: bisect_right(self._sorted, (key, row))])
        return rows.intersection_cardinality(passed)

    def key(self, row: int) -> str:
        """The sort key of a row."""
        return self._keys[row]


def most_shared(sets: list[BitMap], limit: int) -> BitMap:
    """Up to `limit` rows, those that are in the most sets first; all rows if they are no more."""
    together = BitMap.union(*sets) if sets else BitMap()
    if len(together) <= limit:
        return together
    found = BitMap()
    for rows in reversed(in_at_least(sets)):
        fresh = rows - found
        if len(found) + len(fresh) > limit:
            return found | BitMap(fresh[: limit - len(found)])
        found |= fresh
    return found


def in_at_least(sets: list[BitMap]) -> list[BitMap]:
    """At position k - 1, the rows that are in at least k of the sets."""
    layers: list[BitMap] = []
    for rows in sets:
        carried = rows
        for place, layer in enumerate(layers):
            layers[place], carried = layer | carried, layer & carried
        layers.append(carried)
    return layers
