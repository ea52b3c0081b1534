"""A condition: the current edition, and any edition for ever."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from conditions.catalogue import history, read
from conditions.catalogue.beside import beside
from conditions.catalogue.entry import ConditionEntry
from conditions.document import ConditionDocument
from conditions.models.edition import Edition
from conditions.web.pages import page
from conditions.web.presenters.condition import ConditionPage
from conditions.web.versions import add_version_links
from conditions.web.views.sheets import set_ahead


@dataclass(frozen=True)
class ConditionContext:
    """What the page of a condition gets."""

    entry: ConditionEntry
    edition: Edition
    page: ConditionPage
    is_current: bool
    is_overdue: bool


@dataclass(frozen=True)
class WithdrawnContext:
    """What the page of a withdrawn condition gets."""

    entry: ConditionEntry


def condition(request: HttpRequest, slug: str) -> HttpResponse:
    """The current edition; 404 for an unknown slug, 410 with the reason for a withdrawn one."""
    try:
        entry = read.condition(slug)
    except ConditionEntry.DoesNotExist:
        raise Http404(f"There is no condition “{slug}”.") from None
    except read.WithdrawnError as withdrawn:
        return page(request, "410.html", WithdrawnContext(withdrawn.entry), status=410)
    document = read.document_of(entry)
    set_ahead(document, entry.edition, entry.sha256)
    return _answer(request, entry, history.facts(slug, entry.edition), document)


def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One edition, current or not, also of a withdrawn condition."""
    try:
        found = read.edition(slug, number)
    except Edition.DoesNotExist:
        raise Http404(f"There is no edition {number} of “{slug}”.") from None
    # The document never changes, the page does: it says when a newer edition came, when the condition was
    # withdrawn and which sources were retracted since. So it is kept as any page, and never immutable;
    # the document itself is, at the edition's address in the API.
    return _answer(request, history.entry(slug), found, read.document_of(found))


def _answer(
    request: HttpRequest, entry: ConditionEntry, found: Edition, document: ConditionDocument
) -> HttpResponse:
    is_current = found.number == entry.edition and not entry.withdrawn
    due = document.review_due
    context = ConditionContext(
        entry,
        found,
        ConditionPage(document, beside(document)),
        is_current=is_current,
        is_overdue=is_current and due is not None and due < timezone.localdate(),
    )
    response = page(request, "conditions/detail.html", context)
    return add_version_links(response, entry, None if is_current else found.number)
