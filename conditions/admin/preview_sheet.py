"""The clinician sheet and the patient handout of a draft, as page and as PDF, marked as a draft throughout."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from conditions.document import ConditionDocument, canonical_json, sha256_of
from conditions.interchange.from_tables import draft_of
from conditions.models import Condition
from conditions.sheets.edition import SheetEdition
from conditions.sheets.handout import NoHandout
from conditions.sheets.printed import Printing
from conditions.sheets.render import render as typeset
from conditions.web.pdf_response import pdf_response
from conditions.web.print_options import PrintOptions
from conditions.web.sheet_page import handout_page, sheet_page

NEVER_KEPT = "no-store"


def page(request, pk: int, kind: str):
    """Renders the readers' sheet or handout with the draft; 404 where there is no handout."""
    document, edition = _draft(request, pk)
    address = reverse("admin:condition_preview", args=[pk])
    pdf_url = reverse(f"admin:condition_preview_{kind}_pdf", args=[pk])
    try:
        context = (
            sheet_page(document, edition, pdf_url=pdf_url, page_url=address)
            if kind == "sheet"
            else handout_page(
                document,
                edition,
                pdf_url=pdf_url,
                page_url=address,
                large_print=PrintOptions.from_params(request.GET).large_print,
            )
        )
    except NoHandout:
        raise _no_handout(document) from None
    response = render(request, f"conditions/{kind}.html", vars(context))
    response["Cache-Control"] = NEVER_KEPT
    return response


def pdf(request, pk: int, kind: str):
    """The draft on paper, typeset anew at each call; `paper` and `large` as on the public address."""
    options = PrintOptions.from_params(request.GET)
    document, edition = _draft(request, pk)
    form = Printing(
        edition=edition,
        document=document,
        kind="clinician" if kind == "sheet" else "handout",
        paper=options.paper,
        large_print=options.large_print and kind == "handout",
    )
    try:
        return pdf_response(
            request,
            # Not `printed`, which keeps what it made.
            lambda: typeset(
                document, edition, kind=form.kind, paper=form.paper, large_print=form.large_print
            ),
            tag=form.tag,
            file_name=f"{document.slug}-draft-{kind}.pdf",
            cache_control=NEVER_KEPT,
        )
    except NoHandout:
        raise _no_handout(document) from None


def _draft(request, pk: int) -> tuple[ConditionDocument, SheetEdition]:
    if not request.user.has_perm("conditions.view_condition"):
        raise PermissionDenied
    document = draft_of(get_object_or_404(Condition, pk=pk).slug)
    address = reverse("admin:condition_preview", args=[pk])
    edition = SheetEdition(
        number=None,
        sha256=sha256_of(canonical_json(document)),
        address=f"{settings.SITE_URL}{address}",
        site=settings.SITE_NAME,
    )
    return document, edition


def _no_handout(document: ConditionDocument) -> Http404:
    return Http404(f"{document.name} has no handout yet: write one under “For the patient” in the editor.")
