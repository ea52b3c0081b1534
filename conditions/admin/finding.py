"""Findings: the shared vocabulary."""

from django import forms
from django.contrib import admin

from conditions.admin.audit import AuditedHistory
from conditions.admin.citing import CitationsField, askable, labels_of, lines_of_rows, parse_lines
from conditions.admin.editor.fields import LookupManyField
from conditions.admin.lists import LinesField
from conditions.admin.locking import LockedForm
from conditions.document import cited_id
from conditions.editorial.citations import set_citations
from conditions.models import Finding, Reference

CITING = {"cites": ("finding", "citations"), "prevalence_cites": ("prevalence_of", "prevalence_citations")}


LINKS = {
    "broader": "More general findings: whoever has this one has those too.",
    "members": "Findings or tests that a cluster counts.",
    "excludes": "Findings that can't be present together with this one.",
}


class FindingsField(LookupManyField):
    """Other findings, picked by typing; cleans to their rows."""

    def __init__(self, **kwargs) -> None:
        super().__init__("findings", required=False, **kwargs)

    def clean(self, value) -> list[Finding]:  # type: ignore[override]
        """Raises ValidationError with the ids that do not exist."""
        slugs = super().clean(value)
        rows = {row.slug: row for row in Finding.objects.filter(slug__in=slugs)}
        if unknown := [slug for slug in slugs if slug not in rows]:
            raise forms.ValidationError(f"There is no finding {', '.join(unknown)[:200]}.")
        return [rows[slug] for slug in slugs]

    def has_changed(self, initial, data) -> bool:
        """Compares ids, not line ends."""
        return (initial or "").split() != (data or "").split()


class FindingForm(LockedForm):
    """A finding with its citations and those of its prevalence."""

    synonyms = LinesField()
    search_terms = LinesField(help_text="Further names that people type, one a line; not shown to readers.")
    broader = FindingsField(help_text=LINKS["broader"])
    members = FindingsField(help_text=LINKS["members"])
    excludes = FindingsField(help_text=LINKS["excludes"])
    cites = CitationsField(label="Citations", required=False)
    prevalence_cites = CitationsField(label="Citations of the prevalence", required=False)

    class Meta:
        model = Finding
        exclude = ()
        labels = {"slug": "Id"}
        help_texts = {"slug": "Made from the name: lower-case letters, digits and hyphens; permanent."}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, (_, related) in CITING.items():
            if name in self.fields and self.instance.pk:
                self.initial[name] = lines_of_rows(
                    getattr(self.instance, related).select_related("reference")
                )
        self._show_links()
        ids = {i for name in CITING for i, _ in parse_lines(self._shown(name))}
        labels = labels_of(ids)
        for name in CITING:
            if name in self.fields:
                self.fields[name].widget.labels = labels

    def _show_links(self) -> None:
        links = [name for name in LINKS if name in self.fields]
        for name in links:
            rows = self.initial.get(name) or ()
            self.initial[name] = rows if isinstance(rows, str) else "\n".join(row.slug for row in rows)
        slugs = {slug for name in links for slug in self._shown(name).split()}
        names = dict(Finding.objects.filter(slug__in=askable(slugs)).values_list("slug", "name"))
        for name in links:
            self.fields[name].widget.labels = names

    def _shown(self, name: str) -> str:
        source = self.data if self.is_bound else self.initial
        return source.get(self.add_prefix(name) if self.is_bound else name) or ""

    def clean(self):
        """Adds what the schema says of a finding as a whole."""
        cleaned = super().clean()
        for name in CITING:
            ids = {cited_id(c) for c in cleaned.get(name) or ()}
            known = set(Reference.objects.filter(slug__in=ids).values_list("slug", flat=True))
            if ids - known:
                self.add_error(name, f"There is no reference {', '.join(sorted(ids - known))}.")
        members, threshold = cleaned.get("members"), cleaned.get("threshold")
        if bool(members) != (threshold is not None):
            self.add_error("threshold", "Members and threshold go together: a cluster has both.")
        elif members and threshold is not None and not 1 <= threshold <= len(members):
            self.add_error(
                "threshold", f"The threshold must be from 1 to {len(members)}, the number of members."
            )
        if (cleaned.get("prevalence") is None) != (not cleaned.get("prevalence_basis")):
            self.add_error("prevalence_basis", "Prevalence and its basis go together.")
        for link in ("broader", "members", "excludes"):
            if self.instance.pk and any(row.pk == self.instance.pk for row in cleaned.get(link) or ()):
                self.add_error(link, "A finding can't be linked to itself.")
        return cleaned


@admin.register(Finding)
class FindingAdmin(AuditedHistory, admin.ModelAdmin):
    """One finding on one page; a change reaches readers with the next publication that names it."""

    form = FindingForm
    list_display = ("name", "kind", "group", "urgency", "used_in")
    list_filter = ("kind", "group", "urgency", "region")
    search_fields = ("name", "slug", "synonyms", "search_terms")
    prepopulated_fields = {"slug": ("name",)}
    list_per_page = 60
    search_help_text = "Name or synonym"
    intro = (
        "Symptoms, signs, tests and red flags that conditions share. A change reaches readers with the next "
        "publication of a condition that names the finding."
    )
    fieldsets = (
        (None, {"fields": ("name", "slug", ("kind", "group"), "region", "synonyms", "search_terms", "seen")}),
        ("In words", {"fields": ("definition", "procedure", "cites")}),
        ("Red flag", {"fields": ("urgency", "action")}),
        ("For ranking", {"fields": (("prevalence", "prevalence_basis"), "prevalence_cites", "cost")}),
        ("Links to other findings", {"fields": ("broader", ("members", "threshold"), "excludes")}),
    )

    def get_queryset(self, request):
        """With the conditions that name each, in one more query."""
        return super().get_queryset(request).prefetch_related("associations__condition")

    @admin.display(description="Named by")
    def used_in(self, row: Finding) -> str:
        """The number of conditions that name it."""
        count = len(row.associations.all())
        return f"{count} condition{'' if count == 1 else 's'}"

    def get_prepopulated_fields(self, request, obj=None):
        """Ids are permanent: they are made from the name once."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_readonly_fields(self, request, obj=None):
        """The id never changes."""
        return ("slug",) if obj else ()

    def save_related(self, request, form, formsets, change):
        """Links first, then citations."""
        super().save_related(request, form, formsets, change)
        for name, (link, _) in CITING.items():
            set_citations(owner=form.instance, link=link, citations=form.cleaned_data[name])
