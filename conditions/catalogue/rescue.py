"""When nothing is found: what would bring results back."""

from dataclasses import dataclass

from conditions.catalogue import text, typed
from conditions.catalogue.facets import label
from conditions.catalogue.find import Found
from conditions.catalogue.index import Index
from conditions.catalogue.query import Query
from conditions.catalogue.typed import MOST_WORDS
from conditions.catalogue.words import form

MOST_REMOVALS = 12


@dataclass(frozen=True, slots=True)
class Removal:
    """One thing to take out of the query, the query that is left, and how many results it gives."""

    label: str
    query: Query
    count: int


@dataclass(frozen=True, slots=True)
class Rescue:
    """Ways out of an empty result."""

    removals: tuple[Removal, ...]
    nearest: tuple[str, ...]


def rescue(index: Index, query: Query, found: Found) -> Rescue:
    """Every single removal that brings results, the most first, and the known words nearest to what was typed."""
    removals = _without_values(index, query, found) + _without_words(index, query)
    removals.sort(key=lambda removal: -removal.count)
    with index.lock:
        near = [
            word
            for typed_word in found.typed.plain
            for word, _ in index.vocabulary.nearest(typed_word, limit=3)
            if not index.vocabulary.knows(typed_word) and index.names.get(form(word))
        ]
        started = [
            word
            for typed_word in found.typed.plain
            if not index.vocabulary.knows(typed_word) and len(typed_word) > 3
            for word in index.vocabulary.completions(typed_word[:4], limit=3)
            if index.names.get(form(word))
        ]
    return Rescue(tuple(removals[:MOST_REMOVALS]), tuple(dict.fromkeys(near or started))[:6])


def _without_values(index: Index, query: Query, found: Found) -> list[Removal]:
    out = []
    with index.lock:
        for facet, value in query.chosen:
            smaller = query.toggled(facet, value)
            count = len(index.facets.matching(found.rows, smaller.facets))
            if count:
                out.append(Removal(label(index, facet, value), smaller, count))
        if query.text and query.facets:
            count = len(index.facets.matching(index.live, query.facets))
            if count:
                out.append(Removal(f"“{query.text}”", query.with_text(""), count))
    return out


def _without_words(index: Index, query: Query) -> list[Removal]:
    """Each word of a short query left out."""
    spoken = query.text.split()
    if not 1 < len(spoken) <= min(8, MOST_WORDS):
        return []
    out = []
    for place, word in enumerate(spoken):
        left = " ".join(spoken[:place] + spoken[place + 1 :])
        with index.lock:
            asked = typed.all_of(typed.parse(left, index.vocabulary.knows), index.vocabulary.finished)
        rows = text.matching(index.alias, asked)
        with index.lock:
            count = len(index.facets.matching(rows & index.live, query.facets))
        if count:
            out.append(Removal(f"“{word}”", query.with_text(left), count))
    return out
