"""Suggestions as you type: grouped for the search box, and as OpenSearch asks for them."""

from django.http import HttpRequest, JsonResponse
from django.urls import NoReverseMatch, reverse

from conditions.catalogue.suggest import Suggestion, suggest
from conditions.web.filters import ConditionFilter
from conditions.web.not_ready import says_when_not_ready

GROUPS = {
    "condition": "Conditions",
    "finding": "Findings",
    "claim": "Patients may have read",
    "reference": "References",
}
_NAMES = {"condition": "condition", "claim": "condition", "finding": "finding", "reference": "reference"}


@says_when_not_ready
def suggestions(request: HttpRequest) -> JsonResponse:
    """`{"query", "groups": [{"kind", "label", "items": [{"label", "note", "url"}]}]}`; 400 for what can't be read.

    With `format=opensearch`, the array of the OpenSearch suggestions extension:
    https://github.com/dewitt/opensearch/blob/master/mediawiki/Specifications/OpenSearch/Extensions/Suggestions/1.1/Draft%201.wiki
    """
    filters = ConditionFilter({"q": request.GET.get("q", "")})
    if not filters.form.is_valid():
        return JsonResponse({"error": " ".join(filters.problems())}, status=400)
    text = filters.query().text
    found = [(suggestion, url) for suggestion in suggest(text) if (url := _url(suggestion))]
    if request.GET.get("format") == "opensearch":
        response = JsonResponse(_opensearch(request, text, found), safe=False)
        response["Content-Type"] = "application/x-suggestions+json"
    else:
        response = JsonResponse({"query": text, "groups": _groups(found)})
    response["Cache-Control"] = "private, max-age=60"
    return response


def _url(suggestion: Suggestion) -> str:
    """The address of what is suggested; empty where the site has no such page."""
    try:
        url = reverse(_NAMES[suggestion.kind], args=[suggestion.slug])
    except NoReverseMatch:
        return ""
    return f"{url}#claims" if suggestion.kind == "claim" else url


def _groups(found: list[tuple[Suggestion, str]]) -> list[dict[str, object]]:
    return [
        {
            "kind": kind,
            "label": label,
            "items": [{"label": s.label, "note": s.note, "url": url} for s, url in found if s.kind == kind],
        }
        for kind, label in GROUPS.items()
        if any(s.kind == kind for s, _ in found)
    ]


def _opensearch(request: HttpRequest, text: str, found: list[tuple[Suggestion, str]]) -> list[object]:
    return [
        text,
        [s.label for s, _ in found],
        [s.note for s, _ in found],
        [request.build_absolute_uri(url) for _, url in found],
    ]
