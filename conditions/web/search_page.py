"""A search result as the page shows it: addresses, chips, order, paging, what was read.

tests/web/test_search.py shows the output.
"""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from conditions.bodymap import REGION_NAMES
from conditions.catalogue.query import FACETS, PER_PAGE, SORTS, Query
from conditions.catalogue.search import Hit, Result
from conditions.catalogue.why import Reason
from conditions.web.body_map import BodyMap, body_map

# Facets that are open at first; the others open by themselves when they hold a choice.
OPEN = ("region", "symptom", "sign")
_LEADS = {
    "name": "Name",
    "synonym": "Synonym",
    "also called": "Also called",
    "finding": "Fits",
    "absent": "Fits without",
    "source": "Cites",
    "claim": "Patients may have read",
    "summary": "Summary",
}


@dataclass(frozen=True)
class Way:
    """A link to another query; `current` for where the reader is."""

    label: str
    address: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class Why:
    """Reasons of one kind on one line."""

    lead: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class ShownHit:
    """A hit as text, with its reasons in lines; `short` is the shortest name."""

    slug: str
    address: str
    name: str
    short: str
    abbreviation: str
    urgency: str
    summary: str
    category: str
    regions: str
    edition: str
    whys: tuple[Why, ...]


class SearchPage:
    """Everything that the results and the filters print."""

    def __init__(self, result: Result, path: str, *, part: bool = False) -> None:
        self.result = result
        self.query = result.query
        self.part = part
        self._path = path

    def _way(self, label: str, query: Query, **more: object) -> Way:
        return Way(label, query.address(self._path), **more)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """The one address of this result."""
        return self.query.address(self._path)

    @property
    def feed(self) -> str:
        """The Atom feed of what is published of these conditions."""
        return self.query.at_page(1).address(reverse("filter-feed"))

    @property
    def json(self) -> str:
        """The same search for programs."""
        return self.query.address(reverse("api-conditions"))

    @property
    def heading(self) -> str:
        """The text that was searched, or what the list is."""
        return self.result.found.corrected or self.query.text or "Conditions"

    @property
    def count(self) -> str:
        """How many, in words."""
        total = self.result.total
        return f"{total:,} condition{'' if total == 1 else 's'}"

    @property
    def announcement(self) -> str:
        """What a screen reader is told after an update."""
        chosen = len(self.result.chips)
        filters = f" with {chosen} filter{'' if chosen == 1 else 's'}" if chosen else ""
        where = f", page {self.query.page} of {self.result.pages}" if self.result.pages > 1 else ""
        return f"{self.count}{filters}{where}"

    @property
    def chips(self) -> list[tuple[str, list[Way]]]:
        """The chosen values by facet, each a link that takes it away."""
        grouped: dict[str, list[Way]] = {}
        for chip in self.result.chips:
            grouped.setdefault(FACETS[chip.facet], []).append(self._way(chip.label, chip.without))
        return list(grouped.items())

    @property
    def clear(self) -> Way:
        """No filters, the same text."""
        return self._way("Clear all filters", self.query.without_facets())

    @property
    def all_conditions(self) -> Way:
        """Neither text nor filters."""
        return self._way("Show all conditions", Query())

    @property
    def sorts(self) -> list[Way]:
        """The orders; relevance only where there is a text."""
        current = self.query.sort if self.query.text or self.query.sort != "relevance" else "name"
        return [
            self._way(label, self.query.sorted_by(sort), current=sort == current)
            for sort, label in SORTS.items()
            if sort != "relevance" or self.query.text
        ]

    @property
    def as_typed(self) -> Way | None:
        """Back to the words as typed, where they were read otherwise."""
        if not self.result.found.corrected:
            return None
        return self._way(self.query.text, self.query.with_text(self.query.text, verbatim=True))

    @property
    def suggestions(self) -> list[Way]:
        """Other readings of misspelt words, where there are several."""
        return [self._way(text, self.query.with_text(text)) for text in self.result.found.suggestions]

    @property
    def removals(self) -> list[Way]:
        """What to leave out of an empty search."""
        rescue = self.result.rescue
        return [self._way(r.label, r.query, count=r.count) for r in rescue.removals] if rescue else []

    @property
    def nearest(self) -> list[Way]:
        """Words that the catalogue knows, near to what was typed."""
        rescue = self.result.rescue
        return [self._way(word, Query(word)) for word in rescue.nearest] if rescue else []

    @property
    def rank_address(self) -> str:
        """The Differentiate page with the findings that were read; empty if there are none."""
        findings = [
            ("present" if present else "absent", finding) for finding, _, present in self.result.findings
        ]
        try:
            return f"{reverse('differentiate')}?{urlencode(findings)}" if findings else ""
        except NoReverseMatch:
            return ""

    @property
    def present(self) -> list[str]:
        """Findings that the text names."""
        return [label for _, label, present in self.result.findings if present]

    @property
    def absent(self) -> list[str]:
        """Findings that the text denies."""
        return [label for _, label, present in self.result.findings if not present]

    @property
    def hits(self) -> list[ShownHit]:
        """The hits of this page."""
        base = reverse("conditions")
        return [_shown(hit, f"{base}{hit.condition.slug}/") for hit in self.result.hits]

    @property
    def previous(self) -> Way | None:
        """The page before."""
        page = self.query.page
        return self._way("Previous", self.query.at_page(page - 1)) if page > 1 else None

    @property
    def next(self) -> Way | None:
        """The page after."""
        page = self.query.page
        return self._way("Next", self.query.at_page(page + 1)) if page < self.result.pages else None

    @property
    def shown(self) -> str:
        """Which of the results this page has."""
        first = (self.query.page - 1) * PER_PAGE + 1
        return f"{first:,} to {first + len(self.result.hits) - 1:,} of {self.result.total:,}"

    @cached_property
    def body_map(self) -> BodyMap:
        """The region facet drawn: each region is a link that chooses it, or takes it away."""
        counts = {value.value: value.count for value in self.result.facets[0].values}
        return body_map(
            on=self.query.facets.get("region", ()),
            counts=counts,
            href=self.query.toggles("region", self._path),
            label="Choose where it hurts",
            prefix="filter-map",
        )

    @property
    def open_facets(self) -> set[str]:
        """The facets that are not folded."""
        return {*OPEN, *(name for name, _ in self.query.chosen)}


def _shown(hit: Hit, address: str) -> ShownHit:
    condition, card = hit.condition, hit.condition.card
    reviewed = f", reviewed {condition.reviewed_on:%b %Y}" if condition.reviewed_on else ""
    return ShownHit(
        slug=condition.slug,
        address=address,
        name=card.name,
        short=card.abbreviation or card.name,
        abbreviation=card.abbreviation,
        urgency=card.urgency,
        summary=card.summary,
        category=card.category.replace("-", " ").capitalize(),
        regions=_some_of(card.regions),
        edition=f"Edition {condition.edition}{reviewed}",
        whys=_in_lines(hit),
    )


def _in_lines(hit: Hit) -> tuple[Why, ...]:
    lines: dict[str, list[Reason]] = {}
    for reason in hit.why:
        lead = _LEADS.get(reason.kind, reason.kind.replace("-", " ").capitalize())
        lines.setdefault(lead, []).append(reason)
    return tuple(Why(lead, tuple(found)) for lead, found in lines.items())


def _some_of(regions: tuple[str, ...]) -> str:
    named = ", ".join(REGION_NAMES[region].lower() for region in regions[:4])
    return f"{named} and {len(regions) - 4} more" if len(regions) > 4 else named
