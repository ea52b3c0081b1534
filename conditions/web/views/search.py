"""Search with facets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conditions.catalogue.search import search as find
from conditions.web.filters import ConditionFilter


def condition_list(request: HttpRequest) -> HttpResponse:
    """Conditions that fit the text and the facets; 400 with the reason when the address is malformed."""
    filters = ConditionFilter(request.GET, queryset=None)
    if not filters.form.is_valid():
        return render(request, "conditions/list.html", {"errors": filters.form.errors}, status=400)
    result = find(filters.query())
    if result.query.page > result.pages:
        message = f"There is no page {result.query.page}: the results end at page {result.pages}."
        return render(request, "404.html", {"reason": message}, status=404)
    return render(request, "conditions/list.html", {"result": result})
