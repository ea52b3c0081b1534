"""What the look-up fields search: references, findings and conditions, by every word typed."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse

from conditions.admin.citing import askable, label
from conditions.models import Condition, Finding, Reference, Statement

SHOWN = 12
MAX_QUERY_LENGTH = 200


def folded(text: str) -> str:
    """Lower case without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text))


def _references() -> Iterator[tuple[str, str, str]]:
    for row in Reference.objects.only(
        "slug", "author", "issued", "title", "publisher", "doi", "pmid", "standing"
    ):
        people = " ".join(p.get("family") or p.get("literal") or "" for p in row.author)
        yield row.slug, label(row), f"{people} {row.issued} {row.title} {row.slug} {row.pmid} {row.doi}"


def _findings() -> Iterator[tuple[str, str, str]]:
    for row in Finding.objects.only("slug", "name", "synonyms", "search_terms", "kind"):
        yield (
            row.slug,
            f"{row.name} ({row.kind})",
            " ".join([row.name, row.slug, *row.synonyms, *row.search_terms]),
        )


def _conditions() -> Iterator[tuple[str, str, str]]:
    for row in Condition.objects.only("slug", "name", "abbreviation", "synonyms"):
        yield row.slug, row.name, " ".join([row.name, row.abbreviation, row.slug, *row.synonyms])


def _statements() -> Iterator[tuple[str, str, str]]:
    for row in Statement.objects.select_related("condition").order_by("condition__name", "position"):
        yield f"{row.condition.slug}/{row.key}", statement_label(row), f"{row.condition.name} {row.text}"


def statement_label(row: Statement) -> str:
    """The condition and the beginning of the statement."""
    return f"{row.condition.name}: {row.text[:90]}"


def statement_labels(names: Iterable[str]) -> dict[str, str]:
    """Readable names of statements that are named `condition/key`."""
    keys = [name.partition("/")[2].strip() for name in names]
    rows = Statement.objects.filter(key__in=askable(keys)).select_related("condition")
    return {f"{row.condition.slug}/{row.key}": statement_label(row) for row in rows}


SOURCES: dict[str, Callable[[], Iterator[tuple[str, str, str]]]] = {
    "references": _references,
    "findings": _findings,
    "conditions": _conditions,
    "statements": _statements,
}


def find(source: str, query: str) -> list[dict[str, str]]:
    """Rows in which every word of the query begins a word; those whose name begins so come first."""
    wanted = _words(query)
    if not wanted:
        return []
    hits = []
    for identity, name, text in SOURCES[source]():
        words = _words(text)
        if all(any(word.startswith(part) for word in words) for part in wanted):
            hits.append((not folded(name).startswith(wanted[0]), name, identity))
    return [{"id": identity, "label": name} for _, name, identity in sorted(hits)[:SHOWN]]


@staff_member_required(login_url="account_login")
def lookup(request: HttpRequest, source: str) -> JsonResponse:
    """JSON for the look-up fields: {"results": [{"id", "label"}]}; 403 for those who may not read drafts."""
    if not request.user.has_perm("conditions.view_condition"):
        raise PermissionDenied
    if source not in SOURCES:
        raise Http404(f"There is nothing to look up under “{source}”.")
    query = request.GET.get("q", "")[:MAX_QUERY_LENGTH]
    return JsonResponse({"results": find(source, query)})
