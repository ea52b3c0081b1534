"""Suggestions, best matches of every kind, and the catalogue for mirrors."""

from django.urls import reverse

from conditions.catalogue.answer import HitData, answer
from conditions.catalogue.query import Query
from conditions.catalogue.search import search as find
from conditions.interchange.api import answers, contents, cursor
from conditions.interchange.api.answers import Answer
from conditions.interchange.api.openapi import Endpoint
from conditions.interchange.api.parameters import Mirror, Typed
from conditions.web.views.api.endpoint import endpoint
from conditions.web.views.api.paging import next_page


class BestMatches(Answer):
    """The first page of conditions, and the best of the other kinds."""

    query: str
    corrected: str | None
    total: int
    conditions: tuple[HitData, ...]
    others: tuple[answers.Suggested, ...]


@endpoint(
    Endpoint(
        "search",
        "api-search",
        "Search everything",
        "The first page of conditions, and the best findings, claims and references.",
        BestMatches,
        "search?q=trendelenburg",
        "Search",
        parameters=Typed,
    )
)
def search(parameters: Typed) -> BestMatches:
    """The best matches of every kind."""
    found = answer(
        find(Query(text=" ".join(parameters.q.split()))),
        base=reverse("api-conditions"),
        page=reverse("conditions"),
    )
    others = contents.suggestions(parameters.q)
    return BestMatches(
        query=found.query,
        corrected=found.corrected,
        total=found.total,
        conditions=found.results,
        others=tuple(other for other in others if other.kind != "condition"),
    )


@endpoint(
    Endpoint(
        "suggest",
        "api-suggest",
        "Suggestions",
        "Conditions, findings, claims and references for half-typed words.",
        answers.Suggestions,
        "suggest?q=troch",
        "Search",
        parameters=Typed,
    )
)
def suggest(parameters: Typed) -> answers.Suggestions:
    """Suggestions while typing."""
    items = contents.suggestions(parameters.q)
    return answers.Suggestions(query=" ".join(parameters.q.split()), items=items)


@endpoint(
    Endpoint(
        "catalogue",
        "api-catalogue",
        "The whole catalogue, for mirrors",
        "Every condition by slug with edition and hash, withdrawn ones included. Keep the `version` of the "
        "first page and send it as `since` next time: only what changed is listed.",
        answers.CataloguePage,
        "catalogue?since=0&limit=100",
        "Conditions",
        parameters=Mirror,
    )
)
def catalogue(parameters: Mirror) -> answers.CataloguePage:
    """One page of the catalogue."""
    after = cursor.slug("catalogue", parameters.cursor)
    version, found = contents.catalogue(parameters.since, after, parameters.limit)
    items = tuple(found[: parameters.limit])
    following = cursor.write("catalogue", items[-1].slug) if len(found) > len(items) else None
    return answers.CataloguePage(
        version=version,
        items=items,
        cursor=following,
        next=next_page("api-catalogue", parameters, following),
    )
