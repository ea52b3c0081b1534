"""How the draft would rank, beside how it ranks now."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from conditions.differential.facts import FindingsError
from conditions.editorial.ranking_preview import preview
from conditions.interchange.from_tables import draft_of
from conditions.models import Condition


def page(request, pk: int):
    """The two rankings for the draft's hallmarks; a sentence where they can't be ranked."""
    if not request.user.has_perm("conditions.view_condition"):
        raise PermissionDenied
    row = get_object_or_404(Condition, pk=pk)
    context = {
        **admin.site.each_context(request),
        "title": f"{row.name}: ranking from the draft",
        "opts": Condition._meta,
        "row": row,
    }
    try:
        context["preview"] = preview(draft_of(row.slug))
    except FindingsError as error:
        context["problem"] = str(error)
    return TemplateResponse(request, "admin/conditions/condition/ranking.html", context)
