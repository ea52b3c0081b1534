"""The result of a search as data: the JSON beside the page, in the same shape for both.

answer(search(query), base="/api/v1/conditions", page="/conditions/").model_dump(mode="json")
"""

from datetime import date

from pydantic import BaseModel, ConfigDict

from conditions.catalogue.facets import Facet
from conditions.catalogue.query import FACETS, PER_PAGE
from conditions.catalogue.search import Hit, Result
from conditions.catalogue.why import Reason


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WhyData(_Data):
    """One reason: its kind, the text, and which stretches of it match (start, end)."""

    kind: str
    text: str
    note: str
    marks: tuple[tuple[int, int], ...]


class HitData(_Data):
    """One condition found."""

    slug: str
    name: str
    abbreviation: str
    synonyms: tuple[str, ...]
    category: str
    regions: tuple[str, ...]
    urgency: str
    summary: str
    edition: int
    reviewed_on: date | None
    url: str
    why: tuple[WhyData, ...]


class ValueData(_Data):
    """One value of a facet; `toggle_url` chooses it or takes it away."""

    value: str
    label: str
    count: int
    selected: bool
    toggle_url: str


class FacetData(_Data):
    """A facet with all of its values."""

    name: str
    label: str
    truncated: bool
    values: tuple[ValueData, ...]


class FindingData(_Data):
    """A finding that the text was read as."""

    id: str
    label: str
    present: bool


class SearchAnswer(_Data):
    """One page of results with the facets of all."""

    total: int
    page: int
    pages: int
    per_page: int
    query: str
    corrected: str | None
    suggestions: tuple[str, ...]
    findings: tuple[FindingData, ...]
    results: tuple[HitData, ...]
    facets: tuple[FacetData, ...]
    next_url: str | None
    previous_url: str | None


def answer(result: Result, *, base: str, page: str) -> SearchAnswer:
    """The data of a result. `base`: the path of searches, `page`: the path under which conditions stand."""
    query = result.query
    return SearchAnswer(
        total=result.total,
        page=query.page,
        pages=result.pages,
        per_page=PER_PAGE,
        query=query.text,
        corrected=result.found.corrected or None,
        suggestions=result.found.suggestions,
        findings=tuple(FindingData(id=f, label=label, present=p) for f, label, p in result.findings),
        results=tuple(_hit(hit, page) for hit in result.hits),
        facets=tuple(_facet(result, facet, base) for facet in result.facets),
        next_url=query.at_page(query.page + 1).address(base) if query.page < result.pages else None,
        previous_url=query.at_page(query.page - 1).address(base) if query.page > 1 else None,
    )


def _hit(hit: Hit, page: str) -> HitData:
    condition, card = hit.condition, hit.condition.card
    return HitData(
        slug=condition.slug,
        name=card.name,
        abbreviation=card.abbreviation,
        synonyms=card.synonyms,
        category=card.category,
        regions=card.regions,
        urgency=card.urgency,
        summary=card.summary,
        edition=condition.edition,
        reviewed_on=condition.reviewed_on,
        url=f"{page}{condition.slug}/",
        why=tuple(_why(reason) for reason in hit.why),
    )


def _why(reason: Reason) -> WhyData:
    marks, start = [], 0
    for part in reason.parts:
        if part.marked:
            marks.append((start, start + len(part.text)))
        start += len(part.text)
    return WhyData(kind=reason.kind, text=reason.text, note=reason.note, marks=tuple(marks))


def _facet(result: Result, facet: Facet, base: str) -> FacetData:
    toggle = result.query.toggles(facet.name, base)
    return FacetData(
        name=facet.name,
        label=FACETS[facet.name],
        truncated=False,
        values=tuple(
            ValueData(
                value=v.value, label=v.label, count=v.count, selected=v.selected, toggle_url=toggle(v.value)
            )
            for v in facet.values
        ),
    )
