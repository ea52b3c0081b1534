"""References in the admin: the list, the form with where each is cited, import, look-up and merging."""

from django.contrib import admin, messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from conditions.admin.audit import AuditedHistory
from conditions.admin.reference_form import ReferenceForm
from conditions.admin.reference_import import import_view, look_up_view
from conditions.admin.reference_merge import PERMISSIONS, merge_view
from conditions.admin.reference_places import draft_places
from conditions.bibliography.vancouver import vancouver
from conditions.editorial.standing import show_standing
from conditions.interchange.from_tables import reference_part
from conditions.models.reference import Reference


class CitedFilter(admin.SimpleListFilter):
    """Whether any draft cites it."""

    title = "cited"
    parameter_name = "cited"

    def lookups(self, request, model_admin):
        """Yes and no."""
        return (("yes", "Cited"), ("no", "Not cited"))

    def queryset(self, request, queryset):
        """Narrows by the choice."""
        if self.value() in ("yes", "no"):
            return queryset.filter(citations__isnull=self.value() == "no").distinct()
        return queryset


@admin.register(Reference)
class ReferenceAdmin(AuditedHistory, admin.ModelAdmin):
    """One reference on one page."""

    form = ReferenceForm
    change_form_template = "admin/references/change_form.html"
    change_list_template = "admin/references/change_list.html"
    list_display = ("identity", "first_author", "issued", "title", "design", "standing", "cited")
    list_filter = ("design", "standing", CitedFilter, "type")
    search_fields = ("slug", "title", "author", "container_title", "issued", "doi", "pmid")
    search_help_text = "Author, title, journal, year, DOI or PMID"
    list_per_page = 50
    intro = (
        "Every source that can be cited. To add one, look up its DOI or PMID, or import a file; "
        "to join two that are the same work, tick both and choose Merge."
    )
    actions = ("merge_two",)
    fieldsets = (
        (None, {"fields": ("slug", ("type", "design"), "title", "author", "issued", "another", "seen")}),
        (
            "Where it was published",
            {
                "fields": (
                    "container_title",
                    ("volume", "issue", "page"),
                    ("doi", "pmid", "pmcid"),
                    "url",
                    "accessed",
                )
            },
        ),
        ("For readers", {"fields": ("note",)}),
        ("Standing", {"fields": ("standing", "standing_note")}),
        (
            "Books, reports and other works",
            {
                "classes": ("collapse",),
                "fields": (
                    "editor",
                    ("edition", "number", "genre"),
                    ("publisher", "publisher_place"),
                    ("isbn", "issn", "language"),
                ),
            },
        ),
    )

    def get_queryset(self, request):
        """With the number of citations."""
        return super().get_queryset(request).annotate(times_cited=Count("citations"))

    @admin.display(description="Id", ordering="slug")
    def identity(self, row: Reference) -> str:
        """What drafts and files call it."""
        return row.slug

    @admin.display(description="First author", ordering="author")
    def first_author(self, row: Reference) -> str:
        """Family name or group."""
        first = row.author[0] if row.author else {}
        return first.get("family") or first.get("literal") or "–"

    @admin.display(description="Cited", ordering="times_cited")
    def cited(self, row: Reference) -> int:
        """How often drafts cite it."""
        return row.times_cited  # type: ignore[attr-defined]

    def get_readonly_fields(self, request, obj=None):
        """Ids are permanent."""
        return ("slug",) if obj else ()

    def get_urls(self):
        """Import, look-up and merging beside the usual pages."""
        own = [
            path("import/", self._page(import_view, "Import references"), name="conditions_reference_import"),
            path(
                "look-up/",
                self._page(look_up_view, "Look up a reference"),
                name="conditions_reference_look_up",
            ),
            path("merge/", self._page(merge_view, "Merge two references"), name="conditions_reference_merge"),
        ]
        return own + super().get_urls()

    def _page(self, view, title):
        def page(request: HttpRequest) -> HttpResponse:
            context = {**self.admin_site.each_context(request), "title": title, "opts": self.model._meta}
            return view(request, context)

        return self.admin_site.admin_view(page)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The form with the reference as readers see it and where drafts cite it."""
        row = self.get_object(request, object_id)
        shown = (
            {} if row is None else {"formatted": vancouver(reference_part(row)), "places": draft_places(row)}
        )
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **shown})

    def save_model(self, request, obj, form, change):
        """Readers see a retraction or correction at once, not with the next publication."""
        super().save_model(request, obj, form, change)
        if change and {"standing", "standing_note"} & set(form.changed_data):
            show_standing(reference=obj)

    @admin.action(description="Merge two references…", permissions=["merge"])
    def merge_two(self, request, queryset):
        """Leads to the page that shows both side by side."""
        keys = list(queryset.values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            self.message_user(request, "Tick exactly two references to merge them.", messages.WARNING)
            return None
        return HttpResponseRedirect(f"{reverse('admin:conditions_reference_merge')}?ids={keys[0]},{keys[1]}")

    def has_merge_permission(self, request) -> bool:
        """Merging changes one and deletes the other."""
        return request.user.has_perms(PERMISSIONS)
