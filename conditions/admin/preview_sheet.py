"""The clinician sheet and the patient handout of a draft, marked as one on every page."""

from dataclasses import replace

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from conditions.document import canonical_json, sha256_of
from conditions.interchange.from_tables import draft_of
from conditions.models import Condition
from conditions.sheets.edition import SheetEdition
from conditions.sheets.handout import NoHandout
from conditions.web.sheet_page import handout_page, sheet_page


def page(request, pk: int, kind: str):
    """Renders the readers' sheet with the draft; 404 where there is no handout."""
    if not request.user.has_perm("conditions.view_condition"):
        raise PermissionDenied
    row = get_object_or_404(Condition, pk=pk)
    document = draft_of(row.slug)
    address = reverse("admin:condition_preview", args=[pk])
    edition = SheetEdition(
        number=None,
        sha256=sha256_of(canonical_json(document)),
        address=f"{settings.SITE_URL}{address}",
        site=settings.SITE_NAME,
    )
    try:
        context = (
            sheet_page(document, edition, pdf_url="", page_url=address)
            if kind == "sheet"
            else handout_page(document, edition, pdf_url="", page_url=address, large_print=False)
        )
    except NoHandout:
        raise Http404(f"{row.name} has no handout yet.") from None
    response = render(request, f"conditions/{kind}.html", vars(replace(context, pdfs=())))
    response["Cache-Control"] = "no-store"
    return response
