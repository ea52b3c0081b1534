"""A search as Atom: a saved filter to subscribe to, and results for OpenSearch clients."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from conditions.catalogue.facets import UnknownValueError
from conditions.catalogue.index import CatalogueNotReadyError
from conditions.catalogue.query import Query
from conditions.catalogue.search import search
from conditions.interchange import feeds, matching, news
from conditions.web.filters import ConditionFilter
from conditions.web.problem import problem, try_again
from conditions.web.views.feeds import changes, sent


@require_safe
def filter_feed(request: HttpRequest) -> HttpResponse:
    """Publications of the conditions that a saved filter finds: the query of the list, under this path."""

    def feed(query: Query) -> HttpResponse:
        slugs = matching.slugs(query)
        page = query.at_page(1).address(reverse("conditions"))
        return changes(
            request, news.newest(slugs), "A saved filter", page, f"{len(slugs)} conditions fit now"
        )

    return _asked(request, feed)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """One page of search results, for OpenSearch clients."""

    def feed(query: Query) -> HttpResponse:
        path = query.address(reverse("search-atom"))
        return sent(
            request,
            feeds.results_feed(
                search(query), publisher=settings.SITE_NAME, site=settings.SITE_URL, path=path
            ),
        )

    return _asked(request, feed)


def _asked(request: HttpRequest, answer: Callable[[Query], HttpResponse]) -> HttpResponse:
    filters = ConditionFilter(request.GET)
    if not filters.form.is_valid():
        return problem(400, "That search can’t be read.", errors=filters.problems())
    try:
        return answer(filters.query())
    except UnknownValueError as unknown:
        return problem(400, str(unknown))
    except CatalogueNotReadyError as error:
        return try_again(str(error))
