"""Sheets and handouts, as pages and as PDF, of the current edition and of any edition."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conditions.catalogue import read
from conditions.catalogue.entry import ConditionEntry
from conditions.document import ConditionDocument
from conditions.models.edition import Edition
from conditions.sheets.ahead import ahead
from conditions.sheets.edition import Kind, SheetEdition
from conditions.sheets.handout import NoHandout
from conditions.sheets.printed import Printing, printed
from conditions.web.pdf_response import pdf_response
from conditions.web.print_options import PrintOptions
from conditions.web.sheet_page import handout_page, sheet_page

# The current edition may change at any moment. A numbered one changes when it is withdrawn (its pages then
# say so) and when a release brings another layout: a day, not for ever.
CURRENT = "public, no-cache"
NUMBERED = "public, max-age=86400"


@dataclass(frozen=True)
class _Source:
    """What is printed, and whether its address names the edition."""

    document: ConditionDocument
    edition: SheetEdition
    numbered: bool

    def url(self, name: str) -> str:
        """The address of the sheet of that name for this source."""
        slug, number = self.document.slug, self.edition.number
        return (
            reverse(f"edition-{name}", args=[slug, number]) if self.numbered else reverse(name, args=[slug])
        )


def _gone_when_withdrawn(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except read.WithdrawnError as withdrawn:
            return render(request, "410.html", {"entry": withdrawn.entry}, status=410)

    return answer


@require_safe
@_gone_when_withdrawn
def sheet(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The clinician sheet as a page."""
    _options(request, "clinician")
    source = _source(slug, number)
    page = sheet_page(
        source.document, source.edition, pdf_url=source.url("sheet-pdf"), page_url=_page_url(source)
    )
    return render(request, "conditions/sheet.html", vars(page))


@require_safe
@_gone_when_withdrawn
def handout(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The patient handout as a page, in ordinary or large print."""
    options = _options(request, "handout")
    source = _source(slug, number)
    try:
        page = handout_page(
            source.document,
            source.edition,
            pdf_url=source.url("handout-pdf"),
            page_url=_page_url(source),
            large_print=options.large_print,
        )
    except NoHandout as missing:
        raise Http404(str(missing)) from None
    return render(request, "conditions/handout.html", vars(page))


@require_safe
@_gone_when_withdrawn
def sheet_pdf(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponseBase:
    """The clinician sheet as PDF."""
    return _pdf(request, slug, number, "clinician")


@require_safe
@_gone_when_withdrawn
def handout_pdf(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponseBase:
    """The patient handout as PDF."""
    return _pdf(request, slug, number, "handout")


def _pdf(request: HttpRequest, slug: str, number: int | None, kind: Kind) -> HttpResponseBase:
    options = _options(request, kind)
    source = _source(slug, number)
    printing = Printing(
        edition=source.edition,
        document=source.document,
        kind=kind,
        paper=options.paper,
        large_print=options.large_print,
    )
    try:
        response = pdf_response(
            request,
            lambda: printed(printing),
            tag=printing.tag,
            file_name=printing.file_name,
            cache_control=NUMBERED if source.numbered else CURRENT,
        )
    except NoHandout as missing:
        raise Http404(str(missing)) from None
    response["Link"] = f'<{source.edition.address}>; rel="canonical"'
    return response


def set_ahead(document: ConditionDocument, number: int, sha256: str) -> None:
    """Have the sheet and the handout of the current edition set while its page is read."""
    if settings.SHEETS_AHEAD:
        edition = _sheet_edition(document.slug, number, sha256)
        kinds: tuple[Kind, ...] = ("clinician", "handout") if document.handout else ("clinician",)
        ahead.ask(Printing(edition=edition, document=document, kind=kind) for kind in kinds)


def _options(request: HttpRequest, kind: Kind) -> PrintOptions:
    options = PrintOptions.from_params(request.GET)
    if options.large_print and kind == "clinician":
        raise BadRequest("Large print is for handouts only: leave “large” out.")
    return options


def _source(slug: str, number: int | None) -> _Source:
    """The current edition, or the one of that number also when it was withdrawn.

    Raises Http404, and WithdrawnError where the current one is asked for.
    """
    if number is None:
        try:
            entry = read.condition(slug)
        except ConditionEntry.DoesNotExist:
            raise Http404(f"There is no condition “{slug}”.") from None
        edition = _sheet_edition(slug, entry.edition, entry.sha256)
        return _Source(read.document_of(entry), edition, numbered=False)
    try:
        found = read.edition(slug, number)
    except Edition.DoesNotExist:
        raise Http404(f"There is no edition {number} of “{slug}”.") from None
    edition = _sheet_edition(slug, number, found.sha256, withdrawn=read.withdrawn_reason(slug))
    return _Source(read.document_of(found), edition, numbered=True)


def _sheet_edition(slug: str, number: int, sha256: str, *, withdrawn: str = "") -> SheetEdition:
    address = settings.SITE_URL + reverse("edition", args=[slug, number])
    return SheetEdition(
        number=number, sha256=sha256, address=address, site=settings.SITE_NAME, withdrawn=withdrawn
    )


def _page_url(source: _Source) -> str:
    slug = source.document.slug
    return (
        reverse("edition", args=[slug, source.edition.number])
        if source.numbered
        else reverse("condition", args=[slug])
    )
