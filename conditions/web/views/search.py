"""Search with facets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conditions.catalogue.facets import UnknownValueError
from conditions.catalogue.query import Query
from conditions.catalogue.search import search
from conditions.web.filters import ConditionFilter
from conditions.web.not_ready import says_when_not_ready
from conditions.web.partial import vary, wants_part
from conditions.web.search_page import SearchPage


@says_when_not_ready
def condition_list(request: HttpRequest) -> HttpResponse:
    """Conditions that fit the text and the facets; 400 with the reason when the address is malformed."""
    filters = ConditionFilter(request.GET)
    if not filters.form.is_valid():
        return _refused(request, filters.problems(), Query())
    query = filters.query()
    try:
        result = search(query)
    except UnknownValueError as unknown:
        return _refused(request, [str(unknown)], query.toggled(unknown.facet, unknown.value))
    if query.page > result.pages:
        reason = f"There is no page {query.page}: the results end at page {result.pages}."
        return render(request, "404.html", {"reason": reason}, status=404)
    part = wants_part(request)
    page = SearchPage(result, request.path, part=part)
    template = "conditions/_update.html" if part else "conditions/list.html"
    response = vary(render(request, template, {"page": page, "result": result}))
    if part:
        response["HX-Push-Url"] = page.address
    return response


def _refused(request: HttpRequest, problems: list[str], instead: Query) -> HttpResponse:
    context = {"problems": problems, "instead": instead.address(request.path)}
    return render(request, "conditions/refused.html", context, status=400)
