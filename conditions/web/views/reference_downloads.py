"""References as files for reference managers: one, a selection, a search, a condition, an edition."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from conditions.bibliography.formats import DOWNLOADS, Download
from conditions.catalogue import read
from conditions.catalogue.entry import ConditionEntry, ReferenceEntry
from conditions.catalogue.reference_search import matching_ids
from conditions.document import Reference
from conditions.models.edition import Edition
from conditions.web.references.form import ReferenceForm

MOST_IDS = 500


def selection(request: HttpRequest, suffix: str) -> HttpResponse:
    """The references with the ids given (`?id=…&id=…`), else those that the search finds, else all."""
    download = _format(suffix)
    ids = list(dict.fromkeys(request.GET.getlist("id")))
    if len(ids) > MOST_IDS:
        return _refused(request, f"At most {MOST_IDS} references can be named at once; {len(ids)} were.")
    if not ids:
        form = ReferenceForm(request.GET)
        if not form.is_valid():
            sentences = [message for errors in form.errors.values() for message in errors]
            return _refused(request, " ".join(map(str, sentences)))
        ids = matching_ids(form.query())
    return _file(download, _published(ids), "references")


def single(request: HttpRequest, identity: str, suffix: str) -> HttpResponse:
    """One reference."""
    return _file(_format(suffix), _published([identity]), identity)


def condition(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """The references of the current edition, in the order of their numbers."""
    download = _format(suffix)
    try:
        entry = read.condition(slug)
    except ConditionEntry.DoesNotExist:
        raise Http404(f"There is no condition “{slug}”.") from None
    except read.WithdrawnError as withdrawn:
        return render(request, "410.html", {"entry": withdrawn.entry}, status=410)
    return _file(download, read.document_of(entry).bibliography, f"{slug}-references")


def edition(request: HttpRequest, slug: str, number: int, suffix: str) -> HttpResponse:
    """The references of one edition, as they were when it was published."""
    download = _format(suffix)
    try:
        found = read.edition(slug, number)
    except Edition.DoesNotExist:
        raise Http404(f"There is no edition {number} of “{slug}”.") from None
    name = f"{slug}-edition-{number}-references"
    response = _file(download, read.document_of(found).bibliography, name)
    response["ETag"] = f'"{found.sha256}-{suffix}"'
    return response


def _format(suffix: str) -> Download:
    if suffix not in DOWNLOADS:
        offered = ", ".join(f".{known}" for known in DOWNLOADS)
        raise Http404(f"References can't be saved as “.{suffix}”. Choose one of {offered}.")
    return DOWNLOADS[suffix]


def _published(ids: list[str]) -> list[Reference]:
    """The references in the order asked for. Raises Http404 that names those that are not there."""
    bodies = dict(ReferenceEntry.objects.filter(slug__in=_plausible(ids)).values_list("slug", "body"))
    unknown = [identity for identity in ids if identity not in bodies]
    if unknown:
        named = ", ".join(f"“{identity[:80]}”" for identity in unknown[:5])
        raise Http404(f"There is no reference {named}.")
    return [Reference.model_validate_json(bodies[identity]) for identity in ids]


def _plausible(ids: list[str]) -> list[str]:
    """Without what no database would take as text."""
    return [identity for identity in ids if "\x00" not in identity]


def _file(download: Download, references: Iterable[Reference], name: str) -> HttpResponse:
    response = HttpResponse(download.write(references), content_type=download.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{download.suffix}"'
    return response


def _refused(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "400.html", {"reason": reason}, status=400)
