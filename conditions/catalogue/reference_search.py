"""Find published references by words, design, year and citing condition."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from conditions.bibliography.names import folded
from conditions.catalogue.citing import CitedReference, Citing, citing

PER_PAGE = 25
MOST_CHOICES = 40
DESIGNS = {
    "guideline": "Guideline",
    "systematic-review": "Systematic review",
    "meta-analysis": "Meta-analysis",
    "randomised-trial": "Randomised trial",
    "diagnostic-accuracy": "Diagnostic accuracy study",
    "cohort": "Cohort study",
    "case-control": "Case-control study",
    "cross-sectional": "Cross-sectional study",
    "case-series": "Case series",
    "case-report": "Case report",
    "anatomical": "Anatomical study",
    "narrative-review": "Narrative review",
    "consensus": "Consensus statement",
    "textbook": "Textbook",
    "web-page": "Web page",
}


@dataclass(frozen=True)
class ReferenceQuery:
    """What a reader asked: words, designs, citing conditions, years (both included), order, page."""

    text: str = ""
    designs: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    sort: str = "author"
    page: int = 1


@dataclass(frozen=True)
class Choice:
    """One value that can be ticked, with the number of references that it gives beside the other choices."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class ReferenceResult:
    """The references of one page in order, how many there are in all, and what can be chosen."""

    query: ReferenceQuery
    total: int
    pages: int
    found: tuple[CitedReference, ...]
    designs: tuple[Choice, ...]
    conditions: tuple[Choice, ...]
    more_conditions: int
    condition_names: dict[str, str]


def search_references(query: ReferenceQuery) -> ReferenceResult:
    """Answer a query: all words, any chosen design, any chosen condition; counts ignore their own choice."""
    known = citing.current()
    rows = _matching(known.references, query)
    found = [r for r in rows if _has_design(r, query) and _has_condition(r, query)]
    start = (query.page - 1) * PER_PAGE
    conditions = _conditions(known, query, [r for r in rows if _has_design(r, query)])
    return ReferenceResult(
        query=query,
        total=len(found),
        pages=max(1, -(-len(found) // PER_PAGE)),
        found=tuple(_ordered(found, query.sort)[start : start + PER_PAGE]),
        designs=_designs(query, [r for r in rows if _has_condition(r, query)]),
        conditions=conditions[:MOST_CHOICES],
        more_conditions=max(0, len(conditions) - MOST_CHOICES),
        condition_names=known.names,
    )


def matching_ids(query: ReferenceQuery) -> list[str]:
    """The ids of all references that a query finds, whatever its page."""
    rows = _matching(citing.current().references, query)
    found = [r for r in rows if _has_design(r, query) and _has_condition(r, query)]
    return [r.id for r in _ordered(found, query.sort)]


def _matching(references: Iterable[CitedReference], query: ReferenceQuery) -> list[CitedReference]:
    """By words and years. A word matches at the start of a word: "troch" finds trochanteric."""
    patterns = [re.compile(rf"(?:^|[^a-z0-9]){re.escape(word)}") for word in folded(query.text).split()]
    return [
        r
        for r in references
        if (query.since is None or (r.year is not None and r.year >= query.since))
        and (query.until is None or (r.year is not None and r.year <= query.until))
        and all(pattern.search(r.words) for pattern in patterns)
    ]


def _has_design(reference: CitedReference, query: ReferenceQuery) -> bool:
    return not query.designs or reference.design in query.designs


def _has_condition(reference: CitedReference, query: ReferenceQuery) -> bool:
    return not query.conditions or any(slug in query.conditions for slug in reference.conditions)


ORDERS: dict[str, Callable[[CitedReference], tuple[object, ...]]] = {
    "newest": lambda r: (-(r.year or 0),),
    "cited": lambda r: (-len(r.conditions),),
}


def _ordered(found: list[CitedReference], sort: str) -> list[CitedReference]:
    """By first author as they come; sorting is stable, so authors stay in order within a year."""
    return sorted(found, key=ORDERS[sort]) if sort in ORDERS else found


def _designs(query: ReferenceQuery, rows: list[CitedReference]) -> tuple[Choice, ...]:
    counts = Counter(r.design for r in rows)
    return tuple(Choice(v, label, counts[v], v in query.designs) for v, label in DESIGNS.items())


def _conditions(known: Citing, query: ReferenceQuery, rows: list[CitedReference]) -> tuple[Choice, ...]:
    """Chosen ones first, then the most cited; by name where that is few enough to show all."""
    counts = Counter(slug for r in rows for slug in r.conditions)
    choices = [Choice(s, name, counts[s], s in query.conditions) for s, name in known.names.items()]
    if len(choices) > MOST_CHOICES:
        choices.sort(key=lambda choice: (not choice.selected, -choice.count))
    return tuple(choices)
