"""The references of the content pack, read once."""

from functools import cache

from conditions.document import Reference
from conditions.interchange.reader import read_content


@cache
def pack() -> tuple[Reference, ...]:
    """Every reference that the product ships with."""
    return tuple(read_content("fixtures").references.values())
