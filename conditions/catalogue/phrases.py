"""How well the words of a query match the names of a condition, whole phrases at best.

For a phrase: the share of its words that the query has, times the share of the query
that it covers; rare words weigh more, words of grammar little. A search term counts as
a whole or not at all. Pure functions over cards; `index` finds the candidates.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from conditions.catalogue.card import Card
from conditions.catalogue.word_forms import FUNCTION_WORDS

Weigh = Callable[[str], float]
GRAMMAR = 0.1
# Several names that cover the query together are a little less than one that covers it alone.
TOGETHER = 0.9
# A name of which the query has less than this is no match.
LEAST_OF_PHRASE = 0.6


@dataclass(frozen=True, slots=True)
class Named:
    """The best matching name of a condition: 1 is the whole name and the whole query."""

    phrase: str
    kind: str
    score: float


def weigher(df: Callable[[str], int], total: int) -> Weigh:
    """Weights of canonical words from the number of conditions that have them in a name."""

    @cache
    def weigh(word: str) -> float:
        rarity = log(1 + (total + 1) / (df(word) + 1))
        return rarity * GRAMMAR if word in FUNCTION_WORDS else rarity

    return weigh


def best_name(card: Card, typed: Sequence[str], weigh: Weigh, joined: Sequence[str] = ()) -> Named | None:
    """The name that matches the canonical words of a query best, or None.

    `joined`: forms that stand for words of the query, as "sacroiliac" for "sacro-iliac".
    """
    own = {*typed, *joined}
    whole = sum(weigh(word) for word in set(typed)) or 1.0
    found: list[Named] = []
    covered: set[str] = set()
    for kind, phrase, words in card.named:
        if own.isdisjoint(words):
            continue
        shared = words & own
        weight = sum(weigh(word) for word in shared)
        of_phrase = weight / sum(weigh(word) for word in words)
        if of_phrase < (0.999 if kind == "term" else LEAST_OF_PHRASE):
            continue
        if of_phrase > 0.999:
            covered |= shared
        found.append(Named(phrase, kind, of_phrase * min(1.0, weight / whole)))
    if not found:
        return None
    best = max(found, key=lambda named: named.score)
    together = TOGETHER * min(1.0, sum(weigh(word) for word in covered) / whole)
    return best if together <= best.score else Named(best.phrase, best.kind, together)
