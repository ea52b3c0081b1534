"""Merge two references: both side by side, one is kept."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from conditions.bibliography.vancouver import vancouver
from conditions.editorial.merge_references import FILLED, GoneError, merge_references
from conditions.interchange.from_tables import reference_part
from conditions.models.reference import Reference

PERMISSIONS = ("conditions.change_reference", "conditions.delete_reference")


class KeepForm(forms.Form):
    """Which of the two is kept."""

    def __init__(self, *args, pair: list[Reference], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"] = forms.ChoiceField(choices=[(str(row.pk), row.slug) for row in pair])


def merge_view(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """`?ids=3,7` shows both; a POST merges them."""
    if not request.user.has_perms(PERMISSIONS):
        raise PermissionDenied
    pair = _pair(request.GET.get("ids", ""))
    form = KeepForm(request.POST if request.method == "POST" else None, pair=pair)
    if request.method == "POST" and form.is_valid():
        kept, merged = sorted(pair, key=lambda row: str(row.pk) != form.cleaned_data["keep"])
        try:
            moved = merge_references(kept=kept, merged=merged)
        except GoneError as gone:
            messages.error(request, str(gone))
            return HttpResponseRedirect(reverse("admin:conditions_reference_changelist"))
        messages.success(
            request,
            f"“{merged.slug}” was merged into “{kept.slug}”; {moved} citation{'' if moved == 1 else 's'} moved. "
            "Published editions keep what they were published with.",
        )
        return HttpResponseRedirect(reverse("admin:conditions_reference_change", args=[kept.pk]))
    page = {
        "form": form,
        "pair": [(row, vancouver(reference_part(row))) for row in pair],
        "rows": _compared(pair),
    }
    return render(
        request, "admin/references/merge.html", {**context, **page}, status=400 if form.errors else 200
    )


def _pair(text: str) -> list[Reference]:
    """The two references. Raises Http404 for anything but two that exist."""
    keys = [int(part) for part in text.split(",") if part.isascii() and part.isdigit() and len(part) < 19]
    rows = list(Reference.objects.filter(pk__in=keys).order_by("created_at", "pk"))
    if len(rows) != 2:
        raise Http404("Choose two references of the list to merge them.")
    return rows


def _compared(pair: list[Reference]) -> list[tuple[str, list[str], bool]]:
    """Field by field: its name, both values as text, whether they differ."""
    out = []
    for name in ("type", "title", *FILLED, "design", "standing", "standing_note"):
        values = [_text(row, name) for row in pair]
        if any(values):
            label = str(label_for_field(name, Reference))
            out.append((label[:1].upper() + label[1:], values, values[0] != values[1]))
    counts = [str(row.citations.count()) for row in pair]
    return [*out, ("Citations in drafts", counts, counts[0] != counts[1])]


def _text(row: Reference, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, list):
        people = (
            p.get("literal") or " ".join(filter(None, [p.get("family"), p.get("given")])) for p in value
        )
        return "; ".join(people)
    return "" if value is None else str(value)
