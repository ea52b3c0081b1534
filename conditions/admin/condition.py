"""Conditions: the list, the editor, a new one, and deleting one that was never published."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from conditions.admin import (
    condition_history,
    condition_merge,
    condition_new,
    condition_preview,
    preview_ranking,
    preview_sheet,
    withdrawal,
)
from conditions.admin.editor.editor import Editor
from conditions.admin.panel import panel
from conditions.editorial import drafts
from conditions.editorial.draft_tables import UnknownPartsError
from conditions.editorial.status import status, with_status
from conditions.models import Condition

TONES = {
    "in review": "wait",
    "changes pending": "wait",
    "approved": "good",
    "published": "good",
    "withdrawn": "flag",
    "not published": "",
}


@admin.register(Condition)
class ConditionAdmin(admin.ModelAdmin):
    """Drafts of conditions."""

    list_display = ("name", "category", "standing", "edition", "review_due", "saved")
    list_filter = ("category", "base_rate")
    search_fields = ("name", "slug", "abbreviation", "synonyms")
    list_per_page = 60
    ordering = ("name",)
    actions = None
    search_help_text = "Name, abbreviation or synonym"
    intro = "The drafts. Readers see the edition that was published last, never a draft."

    def get_queryset(self, request):
        """With where each stands."""
        return with_status()

    @admin.display(description="Status")
    def standing(self, row) -> str:
        """A word with its colour."""
        word = status(row)
        return format_html('<span class="tag {}">{}</span>', TONES[word], word)

    @admin.display(description="Edition", ordering="edition")
    def edition(self, row) -> str:
        """The number that readers see."""
        return row.edition or "–"

    @admin.display(description="Last saved", ordering="updated_at")
    def saved(self, row) -> str:
        """When and by whom."""
        return (
            f"{timezone.localtime(row.updated_at):%-d %b %Y}{f' by {row.saved_by}' if row.saved_by else ''}"
        )

    def get_urls(self):
        """The pages of a condition beside its editor."""
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/preview/", view(condition_preview.page), name="condition_preview"),
            *self._sheet_urls("sheet"),
            *self._sheet_urls("handout"),
            path("<int:pk>/preview/ranking/", view(preview_ranking.page), name="condition_preview_ranking"),
            path("<int:pk>/merge/", view(condition_merge.merge), name="condition_merge"),
            path("<int:pk>/copy/", view(condition_new.copy), name="condition_copy"),
            path("<int:pk>/changes/", view(condition_history.changes_page), name="condition_changes"),
            path("<int:pk>/restore/", view(condition_history.restore), name="condition_restore"),
            path("<int:pk>/withdraw/", view(withdrawal.page), name="condition_withdraw"),
            path("deleted/", view(condition_history.deleted), name="condition_deleted"),
            path("deleted/bring-back/", view(condition_history.bring_back), name="condition_bring_back"),
        ]
        return own + super().get_urls()

    def _sheet_urls(self, kind: str):
        view, name = self.admin_site.admin_view, f"condition_preview_{kind}"
        return [
            path(f"<int:pk>/preview/{kind}/", view(preview_sheet.page), {"kind": kind}, name=name),
            path(f"<int:pk>/preview/{kind}.pdf", view(preview_sheet.pdf), {"kind": kind}, name=f"{name}_pdf"),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        """A name and an address; the rest in the editor."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return condition_new.new(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The editor; those who may only look get the preview."""
        row = self._row(object_id)
        if not self.has_change_permission(request, row):
            if self.has_view_permission(request, row) and request.method == "GET":
                return HttpResponseRedirect(reverse("admin:condition_preview", args=[row.pk]))
            raise PermissionDenied
        return save(request, row.slug) if request.method == "POST" else show(request, row.slug)

    def history_view(self, request, object_id, extra_context=None):
        """Saved states, editions and the audit trail."""
        row = self._row(object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return condition_history.history(request, row)

    def delete_view(self, request, object_id, extra_context=None):
        """Asks, deletes, and says how to bring it back."""
        row = self._row(object_id)
        if not self.has_delete_permission(request, row):
            raise PermissionDenied
        return condition_history.delete(request, row)

    def _row(self, object_id) -> Condition:
        try:
            return Condition.objects.get(pk=object_id)
        except (Condition.DoesNotExist, ValueError):
            raise Http404("There is no such condition.") from None


def show(request, slug: str):
    """The editor with the draft as it is stored."""
    row, document = drafts.draft(slug)
    editor = Editor(slug, document=document)
    editor.remember_places(document)
    return render_editor(request, row, editor, document, row.revision)


def save(request, slug: str):
    """Save what was typed; what can't be saved comes back as it was typed, with what is wrong."""
    row, stored = drafts.draft(slug)
    editor = Editor(slug, data=request.POST)
    seen = _number(request.POST.get("seen"))
    document = None if "_restore" in request.POST else editor.document()
    if document is not None:
        try:
            drafts.save_draft(document=document, seen=seen, by=request.user)
        except drafts.DraftConflictError as conflict:
            return condition_merge.ask(request, row, document, seen, conflict.theirs, conflict.revision)
        except UnknownPartsError as unknown:
            editor.show_unknown(unknown)
        except drafts.SlugTakenError as taken:
            editor.basics.add_error("name", str(taken))
        else:
            messages.success(request, f"{document.name} is saved.")
            next_page = "condition_preview" if "_preview" in request.POST else "conditions_condition_change"
            return HttpResponseRedirect(reverse(f"admin:{next_page}", args=[row.pk]))
    return render_editor(request, row, editor, stored, seen)


def render_editor(request, row, editor: Editor, stored, seen: int):
    """The page of the editor."""
    context = {
        **admin.site.each_context(request),
        "title": row.name,
        "opts": Condition._meta,
        "row": with_status().get(pk=row.pk),
        "editor": editor,
        "seen": seen,
        "panel": panel(stored, editor),
        "media": editor.media,
        "is_bound": editor.basics.is_bound and "_restore" not in request.POST,
        "is_restored": "_restore" in request.POST,
    }
    return TemplateResponse(request, "admin/conditions/condition/editor.html", context)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
