"""Search with facets, as the page has it."""

from dataclasses import astuple
from hashlib import sha256
from typing import Annotated, Literal

from django.urls import reverse
from pydantic import Field

from conditions.catalogue.answer import SearchAnswer, answer
from conditions.catalogue.facets import UnknownValueError
from conditions.catalogue.query import FACETS, Query
from conditions.catalogue.search import search
from conditions.catalogue.walk import MovedError, Place
from conditions.document import Category, Certainty, InterventionKind, Region, Slug
from conditions.interchange.api import contents, cursor
from conditions.interchange.api.openapi import Endpoint
from conditions.interchange.api.parameters import Cursor, ParameterError, Parameters, Words
from conditions.web.filters import MAX_VALUES
from conditions.web.views.api.endpoint import ApiError, endpoint
from conditions.web.views.api.paging import next_page

Many = Field(max_length=MAX_VALUES)
Findings = Annotated[tuple[Slug, ...], Many, Field(description="Ids of `/findings`.")]
LIST = "conditions"


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
    page: Annotated[
        int, Field(ge=1, le=100_000, description="For people who leaf; programs follow `next`.")
    ] = 1
    cursor: Cursor = None

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


class ConditionPage(SearchAnswer):
    """One page of results with the facets of all, from one `version` of the catalogue.

    `cursor` leads to the rest; it is null at the end.
    """

    version: int
    cursor: str | None
    next: str | None


@endpoint(
    Endpoint(
        "conditions",
        "api-conditions",
        "Search conditions",
        "Conditions by text and facets, twenty to a page, with the reasons why each was found, and the "
        "number of conditions that choosing each facet value gives. The same search as the page. A value that "
        "a facet does not have is a 400 that names both.",
        ConditionPage,
        "conditions?q=lateral+hip+pain&region=lateral-hip",
        "Conditions",
        parameters=Search,
        errors=(404, 409, 503),
    )
)
def conditions(parameters: Search) -> ConditionPage:
    """One page of the result."""
    query = parameters.query()
    after = _place(parameters, query)
    try:
        result = search(query, after)
    except UnknownValueError as unknown:
        raise ParameterError([{"parameter": unknown.facet, "message": str(unknown)}]) from None
    except MovedError as moved:
        raise ApiError(
            409, str(moved), version=moved.now, restart=contents.absolute(query.address(_path()))
        ) from None
    if query.page > result.pages:
        raise ApiError(404, f"There is no page {query.page}: the results end at page {result.pages}.")
    following = _cursor(query, result.rest)
    data = answer(result, base=_path(), page=reverse("conditions"))
    # Made of checked parts: checking a thousand facet values once more would cost more than the search.
    return ConditionPage.model_construct(
        **dict(data),
        version=result.version,
        cursor=following,
        next=next_page("api-conditions", parameters, following),
    )


def _path() -> str:
    return reverse("api-conditions")


def _place(parameters: Search, query: Query) -> Place | None:
    if parameters.cursor is None:
        return None
    if parameters.page != 1:
        raise cursor.refused("Give either a page or a cursor.")
    found = cursor.read(LIST, parameters.cursor, str, str, int, int, str, int)
    if found[0] != _name(query):
        raise cursor.refused(
            "This cursor belongs to another search: send it with the same words and filters."
        )
    return Place(*found[1:])  # type: ignore[arg-type]  # the types were checked while reading


def _cursor(query: Query, place: Place | None) -> str | None:
    return cursor.write(LIST, _name(query), *astuple(place)) if place else None


def _name(query: Query) -> str:
    """What tells this search from others, in a few letters."""
    return sha256(query.at_page(1).address("").encode()).hexdigest()[:8]
