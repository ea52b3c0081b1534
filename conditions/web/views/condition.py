"""A condition: the current edition, and any edition for ever."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from conditions.catalogue import read
from conditions.catalogue.entry import ConditionEntry
from conditions.models.edition import Edition
from conditions.web.presenters import ConditionPage
from conditions.web.versions import add_version_links


def condition(request: HttpRequest, slug: str) -> HttpResponse:
    """The current edition; 404 for an unknown slug, 410 with the reason for a withdrawn one."""
    try:
        entry = read.condition(slug)
    except ConditionEntry.DoesNotExist:
        raise Http404(f"There is no condition “{slug}”.") from None
    except read.WithdrawnError as withdrawn:
        return render(request, "410.html", {"entry": withdrawn.entry}, status=410)
    page = ConditionPage(read.document_of(entry))
    response = render(request, "conditions/detail.html", {"entry": entry, "page": page, "edition": None})
    return add_version_links(response, entry)


def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One edition, current or not, also of a withdrawn condition."""
    try:
        found = read.edition(slug, number)
    except Edition.DoesNotExist:
        raise Http404(f"There is no edition {number} of “{slug}”.") from None
    entry = ConditionEntry.objects.defer("body", "vector").get(slug=slug)
    page = ConditionPage(read.document_of(found))
    response = render(request, "conditions/detail.html", {"entry": entry, "page": page, "edition": found})
    response["ETag"] = f'"{found.sha256}"'
    return add_version_links(response, entry, number)
