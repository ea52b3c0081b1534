"""What readers report: read it, answer it, note that it is done."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from conditions.models.report import ReaderReport


@admin.register(ReaderReport)
class ReportAdmin(admin.ModelAdmin):
    """Problems reported on the public pages. Only the answer is written here."""

    list_display = ("text", "slug", "edition", "about", "received_at", "handled_at", "handled_by")
    list_filter = (("handled_at", admin.EmptyFieldListFilter), "received_at")
    search_fields = ("text", "slug", "about")
    intro = (
        "What readers reported with the form under each page. Write what was done about it: that closes it."
    )
    fields = (
        "text",
        "slug",
        "edition",
        "about",
        "contact",
        "received_at",
        "answer",
        "handled_at",
        "handled_by",
    )
    readonly_fields = tuple(name for name in fields if name != "answer")

    def has_add_permission(self, request) -> bool:
        """Readers write them, on the public pages."""
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        """They are kept."""
        return False

    def save_model(self, request, obj, form, change) -> None:
        """An answer closes the report."""
        if obj.answer and obj.handled_at is None:
            obj.handled_at = timezone.now()
            obj.handled_by = request.user.get_full_name() or request.user.username
        super().save_model(request, obj, form, change)

    def response_change(self, request, obj):
        """Back to what is left."""
        messages.success(request, "Noted.")
        return HttpResponseRedirect(reverse("admin:index"))
