"""The audit trail of one row, or of the last days, as a page."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404
from django.template.response import TemplateResponse

from conditions.editorial.audit import entries
from conditions.models import Condition, Finding, Reference

MOST = 300
KINDS = {"condition": Condition, "finding": Finding, "reference": Reference}


def page(request):
    """The newest changes: of `kind` and `slug`, or of everything."""
    if not request.user.has_perm("conditions.view_draftrevision"):
        raise PermissionDenied
    kind, slug = request.GET.get("kind", "condition"), request.GET.get("slug", "")
    about = None
    if slug:
        if kind not in KINDS:
            raise Http404(f"There is no audit trail of a “{kind[:40]}”.")
        about = KINDS[kind]._default_manager.filter(slug=slug[:80]).first()
        if about is None:
            raise Http404(f"There is no {kind} “{slug[:80]}”.")
    return trail(request, about)


def trail(request, about: Model | None):
    """The page for a row, or for everything."""
    context = {
        **admin.site.each_context(request),
        "title": f"Audit trail of {about}" if about else "Audit trail",
        "entries": list(entries(about=about, most=MOST)),
        "most": MOST,
    }
    return TemplateResponse(request, "admin/audit.html", context)


class AuditedHistory:
    """The history of a row is its audit trail: who changed what, by whatever way, and not only in the admin."""

    def history_view(self, request, object_id, extra_context=None):
        """404 for a row that is not there, 403 for those who may not see it."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404("There is no such row.")
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return trail(request, row)
