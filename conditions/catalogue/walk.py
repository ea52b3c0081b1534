"""Where in a search result a reader is, so that it can go on there after a publication.

By name and by review each condition has a key of its own: the list goes on after the last
key that was given, whatever was published meanwhile. Relevance belongs to one state of the
catalogue, since every publication may move it: once that is gone the list can't go on.
"""

from dataclasses import dataclass

from pyroaring import BitMap

from conditions.catalogue.find import Found
from conditions.catalogue.index import Index
from conditions.catalogue.postings import Order
from conditions.catalogue.query import Query


@dataclass(frozen=True)
class Place:
    """The place after `count` conditions, the last of them this row with this key, in one version's order."""

    order: str
    version: int
    count: int
    key: str
    row: int


class MovedError(Exception):
    """A list by relevance can't go on: something was published since it began."""

    def __init__(self, then: int, now: int) -> None:
        self.then, self.now = then, now
        super().__init__(
            f"This list by relevance belongs to version {then} of the catalogue, which is at version {now} now. "
            "Begin anew, or read it by name, which goes on over publications."
        )


def order_of(query: Query, found: Found) -> str:
    """The order that the result is in."""
    if query.sort == "reviewed":
        return "reviewed"
    return "name" if query.sort == "name" or not found.scores else "relevance"


def count_until(index: Index, place: Place, order: str, rows: BitMap) -> int:
    """How many of the rows come up to the place. Raises MovedError."""
    if "relevance" in (order, place.order):
        if (place.order, place.version) != (order, index.version):
            raise MovedError(place.version, index.version)
        return place.count
    return sorted_by(index, order).until(rows, place.key, place.row)


def place_at(index: Index, order: str, count: int, row: int) -> Place:
    """The place after a row."""
    key = "" if order == "relevance" else sorted_by(index, order).key(row)
    return Place(order, index.version, count, key, row)


def sorted_by(index: Index, order: str) -> Order:
    """The rows in an order that has keys."""
    return index.by_review if order == "reviewed" else index.by_name
