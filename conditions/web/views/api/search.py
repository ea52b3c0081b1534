"""Search with facets, as the page has it."""

from typing import Annotated, Literal

from django.urls import reverse
from pydantic import Field

from conditions.catalogue.answer import SearchAnswer, answer
from conditions.catalogue.facets import UnknownValueError
from conditions.catalogue.index import CatalogueNotReadyError
from conditions.catalogue.query import FACETS, Query
from conditions.catalogue.search import search
from conditions.document import Category, Certainty, InterventionKind, Region, Slug
from conditions.interchange.api.openapi import Endpoint
from conditions.interchange.api.parameters import Parameters, Words
from conditions.web.filters import MAX_VALUES
from conditions.web.views.api.endpoint import ApiError, endpoint

Many = Field(max_length=MAX_VALUES)
Findings = Annotated[tuple[Slug, ...], Many]


class Search(Parameters):
    """Text and facets: any chosen value within a facet, every facet that has one."""

    q: Annotated[
        Words, Field(description='Words, "a phrase", this OR that, -not; misspelt words are read.')
    ] = ""
    region: Annotated[tuple[Region, ...], Many] = ()
    category: Annotated[tuple[Category, ...], Many] = ()
    symptom: Findings = ()
    sign: Findings = ()
    history: Findings = ()
    flag: Findings = ()
    absent: Findings = ()
    management: Annotated[tuple[InterventionKind, ...], Many] = ()
    evidence: Annotated[tuple[Certainty, ...], Many] = ()
    sort: Literal["relevance", "name", "reviewed"] = "relevance"
    verbatim: Annotated[Literal["1"] | None, Field(description="Search the words as typed.")] = None
    page: Annotated[int, Field(ge=1, le=100_000)] = 1

    def query(self) -> Query:
        """The value object that the page uses as well."""
        chosen = {name: tuple(dict.fromkeys(getattr(self, name))) for name in FACETS}
        return Query(
            text=" ".join(self.q.split()),
            facets={name: values for name, values in chosen.items() if values},
            sort=self.sort,
            page=self.page,
            verbatim=bool(self.verbatim),
        )


@endpoint(
    Endpoint(
        "conditions",
        "api-conditions",
        "Search conditions",
        "Conditions by text and facets, twenty to a page, with the reasons why each was found, and the "
        "number of conditions that choosing each facet value gives. The same search as the page.",
        SearchAnswer,
        "conditions?q=lateral+hip+pain&region=lateral-hip",
        "Conditions",
        parameters=Search,
        errors=(404, 503),
    )
)
def conditions(parameters: Search) -> str:
    """One page of the result."""
    query = parameters.query()
    try:
        result = search(query)
    except UnknownValueError as unknown:
        raise ApiError(404, str(unknown)) from None
    except CatalogueNotReadyError as error:
        raise ApiError(503, str(error)) from None
    if query.page > result.pages:
        raise ApiError(404, f"There is no page {query.page}: the results end at page {result.pages}.")
    return answer(result, base=reverse("api-conditions"), page=reverse("conditions")).model_dump_json()
