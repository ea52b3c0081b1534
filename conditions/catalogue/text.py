"""Full text: which conditions have the words, and how much the words weigh there."""

from collections.abc import Iterable

from django.db import connections
from pyroaring import BitMap

from conditions.catalogue.postings import from_bytes

# Weights of D, C, B, A: sources, statements, findings, names.
_WEIGHTS = "{0.05, 0.2, 0.5, 1.0}"
# Ranking reads the vector of each row; beyond this many the words tell little anyway.
MOST_RANKED = 2_000

_ROWS = (
    "SELECT string_agg(int4send(id::int4), ''::bytea) FROM conditions_conditionentry WHERE NOT withdrawn AND"
)
_MATCHES = f"({_ROWS} vector @@ to_tsquery('glutes', %s))"
_TITLED = f"({_ROWS} titles @> ARRAY[%s])"
# The planner takes a vector for a column like others and reads all of them, out of line and compressed,
# where many conditions match; the index has the answer in a sixth of the time. The last statement is
# the one with the rows, and puts the planner back as it runs: within a request that may write (a POST)
# the audit trail puts a statement before these, and goes on to the last of them.
_BY_INDEX = "SET LOCAL enable_seqscan = off; SELECT {}, set_config('enable_seqscan', 'on', true)"
_RANKED = (
    "SELECT id, ts_rank(%s, vector, to_tsquery('glutes', %s)) FROM conditions_conditionentry "
    "WHERE id = ANY(%s::int[])"
)
_KNOWN = (
    "SELECT word FROM unnest(%s::text[]) AS word WHERE EXISTS (SELECT FROM conditions_conditionentry "
    "WHERE NOT withdrawn AND vector @@ to_tsquery('glutes', '''' || word || ''''))"
)


def matching(alias: str, tsquery: str) -> BitMap:
    """The conditions whose text satisfies a tsquery that `typed` made."""
    return _rows(alias, _MATCHES, [tsquery])[0] if tsquery else BitMap()


def matching_or_titled(alias: str, tsquery: str, key: str) -> tuple[BitMap, BitMap]:
    """The same, and the conditions with exactly this name, abbreviation or code."""
    found, titled = _rows(alias, f"{_MATCHES}, {_TITLED}", [tsquery, key])
    return found, titled


def _rows(alias: str, columns: str, parameters: list[str]) -> list[BitMap]:
    """Row numbers, which come packed: ten times as quick to read as rows, when most conditions match."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_BY_INDEX.format(columns), parameters)
        while cursor.nextset():
            pass
        *found, _ = cursor.fetchone()
    return [from_bytes(packed) if packed else BitMap() for packed in found]


def ranks(alias: str, tsquery: str, rows: BitMap) -> dict[int, float]:
    """How well each of the first rows fits the words, 0 to 1, the best at 1; rows without any are left out."""
    if not tsquery or not rows:
        return {}
    with connections[alias].cursor() as cursor:
        cursor.execute(_RANKED, [_WEIGHTS, tsquery, f"{{{','.join(map(str, rows[:MOST_RANKED]))}}}"])
        found = {row: rank for row, rank in cursor.fetchall() if rank > 0}
    best = max(found.values(), default=1.0)
    return {row: rank / best for row, rank in found.items()}


def known(alias: str, forms: Iterable[str]) -> set[str]:
    """Which of these words stand anywhere in the text of a condition."""
    asked = list(forms)
    if not asked:
        return set()
    with connections[alias].cursor() as cursor:
        cursor.execute(_KNOWN, [asked])
        return {word for (word,) in cursor.fetchall()}
