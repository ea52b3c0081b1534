"""The public page of a draft, as readers would see it."""

from dataclasses import fields

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from conditions.catalogue.beside import beside
from conditions.catalogue.entry import ConditionEntry
from conditions.document import ConditionDocument, canonical_json, sha256_of
from conditions.interchange.from_tables import draft_of
from conditions.models import Condition, Edition
from conditions.web.presenters.condition import ConditionPage
from conditions.web.views.condition import ConditionContext


def page(request, pk: int):
    """Renders the readers' template with the draft, marked as one; 403 for those who may not look."""
    if not request.user.has_perm("conditions.view_condition"):
        raise PermissionDenied
    row = get_object_or_404(Condition, pk=pk)
    return of_document(request, draft_of(row.slug), row=row)


def of_document(request, document: ConditionDocument, **context):
    """A document that is no edition yet, on the readers' page, numbered as the edition that it would be."""
    body = canonical_json(document)
    now = timezone.now()
    last = Edition.objects.of(document.slug).aggregate(last=Max("number"))["last"] or 0
    facts = {"slug": document.slug, "name": document.name, "sha256": sha256_of(body), "published_at": now}
    edition = Edition(number=last + 1, body=body, change_summary="Not published.", **facts)
    entry = ConditionEntry(edition=last + 1, body=body, first_published_at=now, **facts)
    page_context = ConditionContext(
        entry, edition, ConditionPage(document, beside(document)), is_current=True, is_overdue=False
    )
    values = {field.name: getattr(page_context, field.name) for field in fields(page_context)}
    response = render(request, "admin/conditions/condition/preview.html", values | context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
