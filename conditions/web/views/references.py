"""The references: a list that can be searched, and the page of each with what it supports."""

from dataclasses import dataclass

from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from conditions.bibliography.formats import DOWNLOADS
from conditions.catalogue.citing import citing
from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.catalogue.reference_search import ReferenceResult, search_references
from conditions.web.pages import page
from conditions.web.references import presenter
from conditions.web.references.form import SORTS, ReferenceForm, parameters


@dataclass(frozen=True)
class ReferenceListContext:
    """What the list gets: the answer with all that is around it, or the errors of the address."""

    answer: ReferenceResult | None = None
    references: tuple[presenter.ListedReference, ...] = ()
    sorts: tuple[tuple[str, str], ...] = SORTS
    hidden: tuple[tuple[str, str], ...] = ()
    downloads: tuple[presenter.Link, ...] = ()
    previous_url: str = ""
    next_url: str = ""
    errors: ErrorDict | None = None


@dataclass(frozen=True)
class ReferenceContext:
    """What the page of one reference gets."""

    page: presenter.ReferencePage


def reference_list(request: HttpRequest) -> HttpResponse:
    """References that fit; 400 with the reason when the address is malformed, 404 past the last page."""
    form = ReferenceForm(request.GET)
    if not form.is_valid():
        return page(request, "references/list.html", ReferenceListContext(errors=form.errors), status=400)
    answer = search_references(form.query())
    query = answer.query
    if query.page > answer.pages:
        message = f"There is no page {query.page}: the references end at page {answer.pages}."
        return render(request, "404.html", {"reason": message}, status=404)
    context = ReferenceListContext(
        answer=answer,
        references=presenter.listed(answer),
        hidden=tuple(pair for pair in parameters(query) if pair[0] != "page"),
        downloads=presenter.downloads({s: reverse("references-download", args=[s]) for s in DOWNLOADS}),
        previous_url=presenter.page_url(query, query.page - 1) if query.page > 1 else "",
        next_url=presenter.page_url(query, query.page + 1) if query.page < answer.pages else "",
    )
    return page(request, "references/list.html", context)


def reference(request: HttpRequest, identity: str) -> HttpResponse:
    """One reference with every published passage that rests on it; 404 for an unknown id.

    One that was merged into another leads to that one's page.
    """
    try:
        entry = ReferenceEntry.objects.get(slug=identity)
    except ReferenceEntry.DoesNotExist:
        raise Http404(f"There is no reference “{identity}”.") from None
    if entry.merged_into:
        return redirect("reference", entry.merged_into, permanent=True)
    cited = citing.current().by_id.get(identity)
    conditions = ConditionEntry.objects.filter(slug__in=cited.conditions if cited else (), withdrawn=False)
    findings = FindingEntry.objects.filter(slug__in=cited.findings if cited else ())
    ids = (identity, *(cited.merged if cited else ()))
    found = presenter.reference_page(entry, conditions.defer("vector"), findings, ids)
    return page(request, "references/detail.html", ReferenceContext(found))
