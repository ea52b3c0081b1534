"""Full text: which conditions have the words, and how much the words weigh there."""

from collections.abc import Iterable

from django.db import connections
from pyroaring import BitMap

# Weights of D, C, B, A: sources, statements, findings, names.
_WEIGHTS = "{0.05, 0.2, 0.5, 1.0}"
# Ranking reads the vector of each row; beyond this many the words tell little anyway.
MOST_RANKED = 2_000

_MATCHING = (
    "SELECT id FROM conditions_conditionentry WHERE NOT withdrawn AND vector @@ to_tsquery('glutes', %s)"
)
_TITLED = "SELECT id FROM conditions_conditionentry WHERE NOT withdrawn AND titles @> ARRAY[%s]"
_RANKED = "SELECT id, ts_rank(%s, vector, to_tsquery('glutes', %s)) FROM conditions_conditionentry WHERE id = ANY(%s)"
_KNOWN = (
    "SELECT word FROM unnest(%s::text[]) AS word WHERE EXISTS (SELECT FROM conditions_conditionentry "
    "WHERE NOT withdrawn AND vector @@ to_tsquery('glutes', '''' || word || ''''))"
)


def matching(alias: str, tsquery: str) -> BitMap:
    """The conditions whose text satisfies a tsquery that `typed` made."""
    return _numbers(alias, _MATCHING, tsquery)


def titled(alias: str, key: str) -> BitMap:
    """The conditions with exactly this name, abbreviation or code."""
    return _numbers(alias, _TITLED, key)


def _numbers(alias: str, statement: str, parameter: str) -> BitMap:
    if not parameter:
        return BitMap()
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, [parameter])
        return BitMap(row[0] for row in cursor.fetchall())


def ranks(alias: str, tsquery: str, rows: BitMap) -> dict[int, float]:
    """How well each of the first rows fits the words, 0 to 1, the best at 1; rows without any are left out."""
    if not tsquery or not rows:
        return {}
    with connections[alias].cursor() as cursor:
        cursor.execute(_RANKED, [_WEIGHTS, tsquery, list(rows[:MOST_RANKED])])
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
