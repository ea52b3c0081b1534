"""Bring references in: from a file or pasted text, or by looking up a DOI or PMID; with a preview of each."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from conditions.admin import reference_batch as batch
from conditions.bibliography.crossref import by_doi
from conditions.bibliography.decoding import UnreadableError, decoded
from conditions.bibliography.draft import Draft, Parsed
from conditions.bibliography.formats import parse
from conditions.bibliography.lookup import LookUp, LookUpError, fetcher
from conditions.bibliography.pubmed import by_pmid
from conditions.document import Design
from conditions.editorial.add_references import TakenError, add_references, known_references
from conditions.models.fields import choices_of
from conditions.models.reference import Reference

LARGEST_FILE = 5_000_000
LONGEST_TEXT = 1_000_000
# What the preview carries to the next step, within DATA_UPLOAD_MAX_MEMORY_SIZE; some 8,000 references.
LARGEST_PACK = 2_000_000
FAULTS_SHOWN = 20


class SourceForm(forms.Form):
    """A file, or text that was pasted."""

    file = forms.FileField(required=False, help_text="RIS, BibTeX, CSL-JSON or PubMed's nbib, up to 5 MB.")
    text = forms.CharField(
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        label="Or paste the text",
    )

    def clean(self):
        """Adds `parsed` and `note`. Raises ValidationError when nothing can be read."""
        cleaned = super().clean()
        upload, text, note = cleaned.get("file"), cleaned.get("text") or "", None
        if upload and upload.size > LARGEST_FILE:
            raise forms.ValidationError("The file is larger than 5 MB. Export the references in parts.")
        if upload:
            try:
                text, note = decoded(upload.read())
            except UnreadableError as error:
                raise forms.ValidationError(str(error)) from error
        if not self.errors and not text.strip():
            raise forms.ValidationError("Choose a file or paste some text.")
        parsed = parse(text)
        if len(batch.pack(parsed.drafts)) > LARGEST_PACK:
            raise forms.ValidationError(
                f"The text holds {len(parsed.drafts)} references, more than can be taken in at once. "
                "Nothing was added. Export them in parts of some 5,000."
            )
        return cleaned | {"parsed": parsed, "note": note}


class LookUpForm(forms.Form):
    """A DOI or PMID."""

    identifier = forms.CharField(
        max_length=400,
        label="DOI or PMID",
        help_text="Bare or as an address: 10.1136/bjsports-2016-096175, https://doi.org/…, PMID: 27633027.",
    )


def look_up() -> LookUp:
    """The look-up as this installation is set up."""
    services = {"DOI": by_doi, "PMID": by_pmid}
    return LookUp(settings.REFERENCE_LOOKUP, fetcher(settings.REFERENCE_LOOKUP_CONTACT), services)


def import_view(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """The form, then the preview, then the references are there; `context` is the admin's own."""
    _check_permission(request)
    if request.method == "POST" and "pack" in request.POST:
        return _take(request, context)
    posted = request.method == "POST"
    form = SourceForm(request.POST, request.FILES) if posted else SourceForm()
    if posted and form.is_valid():
        return _preview_parsed(request, context, form)
    status = 400 if posted else 200
    return render(request, "admin/references/import.html", {**context, "form": form}, status=status)


def look_up_view(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """The form, then the preview of the one reference that was found."""
    _check_permission(request)
    form = LookUpForm(request.POST) if request.method == "POST" else LookUpForm()
    page = {**context, "form": form, "enabled": settings.REFERENCE_LOOKUP}
    if request.method == "POST" and form.is_valid():
        try:
            draft = look_up()(form.cleaned_data["identifier"])
        except LookUpError as error:
            form.add_error("identifier", str(error))
        else:
            return _preview(request, context, (draft,))
    status = 400 if request.method == "POST" else 200
    return render(request, "admin/references/look_up.html", page, status=status)


def _check_permission(request: HttpRequest) -> None:
    if not request.user.has_perm("conditions.add_reference"):
        raise PermissionDenied


def _preview_parsed(request: HttpRequest, context: dict[str, object], form: SourceForm) -> HttpResponse:
    parsed: Parsed = form.cleaned_data["parsed"]
    if not parsed.drafts:
        for fault in parsed.faults[:FAULTS_SHOWN]:
            form.add_error(None, fault)
        return render(request, "admin/references/import.html", {**context, "form": form}, status=400)
    note = form.cleaned_data["note"]
    faults = [*([note] if note else []), *parsed.faults]
    return _preview(request, context, parsed.drafts, faults=faults)


def _preview(
    request: HttpRequest,
    context: dict[str, object],
    drafts: tuple[Draft, ...],
    *,
    faults: list[str] | None = None,
) -> HttpResponse:
    rows = batch.proposed(drafts, known_references(), _ids())
    return _page(request, context, drafts, rows, faults=faults or [])


def _page(
    request: HttpRequest,
    context: dict[str, object],
    drafts: tuple[Draft, ...],
    rows: list[batch.Row],
    *,
    faults: list[str],
    status: int = 200,
) -> HttpResponse:
    page = {
        "rows": batch.labelled(rows),
        "pack": batch.pack(drafts),
        "total": len(drafts),
        "later": max(0, len(drafts) - batch.SHOWN),
        "designs": choices_of(Design),
        "faults": faults[:FAULTS_SHOWN],
        "more_faults": max(0, len(faults) - FAULTS_SHOWN),
    }
    return render(request, "admin/references/preview.html", {**context, **page}, status=status)


def _take(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """Add what is ticked, then go on with what the file holds beyond the page."""
    try:
        drafts = batch.unpack(request.POST["pack"])
    except batch.UnpackError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:conditions_reference_import"))
    rows = batch.chosen(
        batch.proposed(drafts, known_references(), _ids()), batch.Choices.from_post(request.POST, len(drafts))
    )
    references, rows = batch.to_add(rows)
    if any(row.error for row in rows):
        return _page(request, context, drafts, rows, faults=[], status=400)
    try:
        added = add_references(references=references)
    except TakenError as error:
        marked = [batch.with_error(row, error.clashes.get(row.identity, "")) for row in rows]
        return _page(request, context, drafts, marked, faults=[], status=400)
    _tell(request, added, skipped=len(rows) - len(added))
    rest = drafts[batch.SHOWN :]
    if rest:
        return _preview(request, context, rest)
    return HttpResponseRedirect(reverse("admin:conditions_reference_changelist"))


def _tell(request: HttpRequest, added: list[Reference], *, skipped: int) -> None:
    if added:
        LogEntry.objects.log_actions(request.user.pk or 0, added, ADDITION, change_message="Imported.")
    counted = f"{len(added)} reference{'' if len(added) == 1 else 's'} added"
    left = f", {skipped} left out" if skipped else ""
    messages.success(request, f"{counted}{left}.")


def _ids() -> set[str]:
    return set(Reference.objects.values_list("slug", flat=True))
