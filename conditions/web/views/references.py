"""The references: a list that can be searched, and the page of each with what it supports."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from conditions.bibliography.formats import DOWNLOADS
from conditions.catalogue.citing import citing
from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.catalogue.reference_search import search_references
from conditions.web.references import presenter
from conditions.web.references.form import SORTS, ReferenceForm, parameters


def reference_list(request: HttpRequest) -> HttpResponse:
    """References that fit; 400 with the reason when the address is malformed, 404 past the last page."""
    form = ReferenceForm(request.GET)
    if not form.is_valid():
        return render(request, "references/list.html", {"errors": form.errors}, status=400)
    result = search_references(form.query())
    query = result.query
    if query.page > result.pages:
        message = f"There is no page {query.page}: the references end at page {result.pages}."
        return render(request, "404.html", {"reason": message}, status=404)
    context = {
        "answer": result,
        "references": presenter.listed(result),
        "sorts": SORTS,
        "hidden": [pair for pair in parameters(query) if pair[0] != "page"],
        "downloads": presenter.downloads({s: reverse("references-download", args=[s]) for s in DOWNLOADS}),
        "previous_url": presenter.page_url(query, query.page - 1) if query.page > 1 else "",
        "next_url": presenter.page_url(query, query.page + 1) if query.page < result.pages else "",
    }
    return render(request, "references/list.html", context)


def reference(request: HttpRequest, identity: str) -> HttpResponse:
    """One reference with every published passage that rests on it; 404 for an unknown id."""
    try:
        entry = ReferenceEntry.objects.get(slug=identity)
    except ReferenceEntry.DoesNotExist:
        raise Http404(f"There is no reference “{identity}”.") from None
    cited = citing.current().by_id.get(identity)
    conditions = ConditionEntry.objects.filter(slug__in=cited.conditions if cited else (), withdrawn=False)
    findings = FindingEntry.objects.filter(slug__in=cited.findings if cited else ())
    page = presenter.reference_page(entry, conditions.defer("vector"), findings)
    return render(request, "references/detail.html", {"page": page})
