"""Newer evidence: log it against statements, close it with what was done."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from conditions.admin.audit import AuditedHistory
from conditions.admin.citing import labels_of
from conditions.admin.edition import ReadOnlyAdmin
from conditions.admin.editor.fields import LineField, LookupField, LookupManyField
from conditions.admin.lookup import statement_labels
from conditions.editorial.evidence import ClosedAlreadyError, close_evidence, log_evidence
from conditions.models import PendingEvidence, Reference, Statement


class EvidenceForm(forms.Form):
    """What waits, and where."""

    reference = LookupField("references")
    note = LineField(help_text="One sentence that readers see: what it may change, and how.")
    statements = LookupManyField("statements", help_text="Type words of the statement or of the condition.")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.fields["reference"].widget.labels = labels_of([self.data.get("reference", "")])
            self.fields["statements"].widget.labels = statement_labels(
                self.data.get("statements", "").splitlines()
            )

    def clean_reference(self) -> Reference:
        """The row."""
        found = Reference.objects.filter(slug=self.cleaned_data["reference"]).first()
        if found is None:
            raise forms.ValidationError("There is no such reference: add it under References first.")
        return found

    def clean_statements(self) -> list[Statement]:
        """The rows, as `condition/key` names them."""
        found = []
        for name in self.cleaned_data["statements"]:
            slug, _, key = name.partition("/")
            row = Statement.objects.filter(condition__slug=slug, key=key).select_related("condition").first()
            if row is None:
                raise forms.ValidationError(f"There is no statement “{name[:80]}”.")
            found.append(row)
        return found


class CloseForm(forms.Form):
    """What became of it."""

    outcome = LineField(label="What was done", help_text="Such as: worked in with edition 3; does not apply.")


@admin.register(PendingEvidence)
class EvidenceAdmin(AuditedHistory, ReadOnlyAdmin):
    """References that wait to be worked in."""

    list_display = ("reference", "note", "logged_at", "logged_by", "standing")
    list_filter = (("closed_at", admin.EmptyFieldListFilter),)
    list_select_related = ("reference", "logged_by", "closed_by")
    search_fields = ("reference__title", "note")
    search_help_text = "Title of the source, or the note"
    intro = "New studies that may change what a statement says. Readers see a note beside it until it is closed here."

    def has_add_permission(self, request, obj=None) -> bool:
        """Curators."""
        return request.user.has_perm("conditions.add_pendingevidence")

    @admin.display(description="State")
    def standing(self, row: PendingEvidence) -> str:
        """Waiting, or what was done."""
        if row.closed_at is None:
            return format_html('<span class="tag wait">{}</span>', "waits")
        return row.outcome

    def add_view(self, request, form_url="", extra_context=None):
        """Log evidence."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = EvidenceForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            log_evidence(by=request.user, **form.cleaned_data)
            messages.success(request, "Readers of these statements see that newer evidence waits.")
            return HttpResponseRedirect(reverse("admin:conditions_pendingevidence_changelist"))
        return self._page(request, form, "Log newer evidence", "Log it")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Close evidence; a closed one is only shown."""
        try:
            row = PendingEvidence.objects.select_related("reference").get(pk=object_id)
        except (PendingEvidence.DoesNotExist, ValueError):
            raise Http404("There is no such entry.") from None
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if row.closed_at or not request.user.has_perm("conditions.change_pendingevidence"):
            if request.method == "POST":
                raise PermissionDenied
            return super().change_view(request, object_id, form_url, extra_context)
        form = CloseForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                close_evidence(evidence=row, by=request.user, **form.cleaned_data)
                messages.success(request, "Closed; the note is off the public pages.")
            except ClosedAlreadyError as closed:
                messages.warning(request, str(closed))
            return HttpResponseRedirect(reverse("admin:conditions_pendingevidence_changelist"))
        where = ", ".join(sorted({str(s.condition) for s in row.statements.select_related("condition")}))
        return self._page(
            request, form, f"Close: {row.reference}", "Close it", f"{row.note} Waits in {where}."
        )

    def _page(self, request, form, title: str, button: str, lede: str = ""):
        context = {
            **admin.site.each_context(request),
            "title": title,
            "lede": lede,
            "opts": PendingEvidence._meta,
            "form": form,
            "button": button,
        }
        return TemplateResponse(request, "admin/simple_form.html", context)
