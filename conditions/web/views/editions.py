"""The editions of a condition, and what changed between any two of them."""

from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from conditions.catalogue import history, read
from conditions.catalogue.entry import ConditionEntry
from conditions.editorial.changes import Change, changes
from conditions.models.edition import Edition, Withdrawal
from conditions.web.pages import page


@dataclass(frozen=True)
class EditionsContext:
    """What the list of editions gets."""

    entry: ConditionEntry
    editions: list[Edition]
    withdrawals: list[Withdrawal]


@dataclass(frozen=True)
class ChangesContext:
    """What the page of changes gets."""

    entry: ConditionEntry
    before: Edition
    after: Edition
    areas: list[tuple[str, list[Change]]]
    total: int


def editions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every edition, newest first; two of them can be picked (`?from=1&to=3`) to see what changed."""
    entry = _entry(slug)
    picked = request.GET.get("from"), request.GET.get("to")
    if all(number and number.isascii() and number.isdecimal() and len(number) < 7 for number in picked):
        first, second = sorted(int(number or 0) for number in picked)
        return HttpResponseRedirect(reverse("changes", args=[slug, first, second]))
    return page(
        request,
        "conditions/editions.html",
        EditionsContext(entry, read.editions(slug), history.withdrawals(slug)),
    )


def between(request: HttpRequest, slug: str, first: int, second: int) -> HttpResponse:
    """What changed from one edition to another, word by word; either may be the older."""
    entry = _entry(slug)
    try:
        before, after = history.two(slug, first, second)
    except Edition.DoesNotExist:
        raise Http404(f"“{slug}” has no editions {first} and {second}; it has {entry.edition}.") from None
    found = changes(read.document_of(before), read.document_of(after))
    areas = [(area, list(group)) for area, group in groupby(found, key=lambda change: change.area)]
    return page(request, "conditions/changes.html", ChangesContext(entry, before, after, areas, len(found)))


def _entry(slug: str) -> ConditionEntry:
    try:
        return history.entry(slug)
    except ConditionEntry.DoesNotExist:
        raise Http404(f"There is no condition “{slug}”.") from None
