"""Editions and withdrawals: to be read, never changed."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from conditions.models import Edition, Withdrawal


class ReadOnlyAdmin(admin.ModelAdmin):
    """Lists and shows rows that nobody changes here."""

    def has_add_permission(self, request, obj=None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        """Nobody."""
        return False


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """What was published, when and by whom."""

    list_display = ("name", "number", "published_at", "author", "reviewer", "significance", "public_page")
    list_filter = ("significance", "published_at")
    search_fields = ("name", "slug", "change_summary")
    search_help_text = "Condition, or what changed"
    intro = "Everything that was ever published. Nobody can change or delete an edition."
    date_hierarchy = "published_at"
    exclude = ("body", "sign_offs")
    readonly_fields = ("public_page",)
    ordering = ("-published_at", "slug")

    def get_queryset(self, request):
        """Without the documents."""
        return super().get_queryset(request).defer("body", "sign_offs")

    @admin.display(description="Public page")
    def public_page(self, row: Edition) -> str:
        """A link to the permanent address."""
        return format_html('<a href="{}">Read</a>', reverse("edition", args=[row.slug, row.number]))


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyAdmin):
    """What was withdrawn, and why."""

    list_display = ("slug", "edition", "withdrawn_at", "withdrawn_by", "reason", "replacement")
    search_fields = ("slug", "reason")
    intro = "Conditions that were taken off the site, with the reason that readers see."
