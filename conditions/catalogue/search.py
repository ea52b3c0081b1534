"""Find published conditions by text and facets: the one door for page and API."""

from collections import Counter
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.read import document_of
from conditions.document import ConditionDocument

FACETS = {
    "region": "Where it hurts",
    "category": "Kind of problem",
    "symptom": "Symptoms",
    "sign": "Signs and tests",
    "history": "History",
    "flag": "Red flags",
    "management": "Management",
    "evidence": "Certainty of evidence",
    "absent": "Finding absent",
}
PER_PAGE = 20


@dataclass(frozen=True)
class Query:
    """What a reader asked: text, chosen values by facet, order, page."""

    text: str = ""
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1


@dataclass(frozen=True)
class Value:
    """One value of a facet with the number of conditions that choosing it gives."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Facet:
    """A facet with its values, the most frequent first."""

    name: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Hit:
    """One condition found."""

    entry: ConditionEntry
    document: ConditionDocument


@dataclass(frozen=True)
class Result:
    """The hits of one page, and the facets of all."""

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    pages: int


def search(query: Query) -> Result:
    """Answer a query: OR within a facet, AND between facets; a facet's counts ignore its own selection."""
    rows = _matching_text(query.text)
    terms = {entry.slug: set(entry.terms) for entry in rows}
    found = [entry for entry in rows if _fits(terms[entry.slug], query.facets)]
    if query.sort == "name" or not query.text:
        found.sort(key=lambda entry: entry.name.lower())
    start = (query.page - 1) * PER_PAGE
    hits = tuple(Hit(entry, document_of(entry)) for entry in found[start : start + PER_PAGE])
    labels = _labels(rows)
    facets = tuple(_facet(name, query, terms, labels) for name in FACETS)
    return Result(query, len(found), hits, facets, max(1, -(-len(found) // PER_PAGE)))


def _matching_text(text: str) -> list[ConditionEntry]:
    rows: QuerySet[ConditionEntry] = ConditionEntry.objects.filter(withdrawn=False)
    if text:
        query = SearchQuery(text, config="english", search_type="websearch")
        rows = (
            rows.filter(vector=query).annotate(rank=SearchRank(F("vector"), query)).order_by("-rank", "name")
        )
    return list(rows)


def _fits(terms: set[str], facets: dict[str, tuple[str, ...]], leave_out: str = "") -> bool:
    return all(
        any(f"{name}:{value}" in terms for value in values)
        for name, values in facets.items()
        if values and name != leave_out
    )


def _labels(rows: list[ConditionEntry]) -> dict[str, str]:
    return {finding.id: finding.name for entry in rows for finding in document_of(entry).vocabulary}


def _facet(name: str, query: Query, terms: dict[str, set[str]], labels: dict[str, str]) -> Facet:
    counts: Counter[str] = Counter()
    prefix = f"{name}:"
    for own in terms.values():
        if _fits(own, query.facets, leave_out=name):
            counts.update(term.removeprefix(prefix) for term in own if term.startswith(prefix))
    chosen = query.facets.get(name, ())
    values = sorted({*counts, *chosen}, key=lambda value: (-counts[value], value))
    return Facet(
        name,
        FACETS[name],
        tuple(
            Value(
                value, labels.get(value, value.replace("-", " ").capitalize()), counts[value], value in chosen
            )
            for value in values
        ),
    )
