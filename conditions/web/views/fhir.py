"""FHIR R5, read-only and experimental: read and search of four resource types."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt

from conditions.interchange.fhir import capability, store
from conditions.interchange.fhir.common import CONTENT_TYPE, bundle, outcome
from conditions.web.conditional import conditional
from conditions.web.views.api.endpoint import guarded

Resource = dict[str, Any]


class _FhirError(Exception):
    def __init__(self, status: int, code: str, diagnostics: str) -> None:
        self.status, self.code, self.diagnostics = status, code, diagnostics
        super().__init__(diagnostics)


@csrf_exempt
def metadata(request: HttpRequest) -> HttpResponse:
    """The CapabilityStatement."""
    return _answer(request, lambda: capability.statement(store.catalogue_source()))


@csrf_exempt
def read(request: HttpRequest, kind: str, identity: str) -> HttpResponse:
    """One resource."""

    def find() -> Resource:
        _check_kind(kind)
        try:
            return store.read(kind, identity)
        except LookupError:
            raise _FhirError(404, "not-found", f"There is no {kind} “{identity}”.") from None

    return _answer(request, find)


@csrf_exempt
def search(request: HttpRequest, kind: str) -> HttpResponse:
    """A Bundle of resources, page by page."""

    def find() -> Resource:
        _check_kind(kind)
        parameters = {name: str(value) for name, value in request.GET.items() if "\x00" not in value}
        return _search(kind, parameters)

    return _answer(request, find)


def _search(kind: str, parameters: dict[str, str]) -> Resource:
    after, identifier = parameters.get("_after", ""), parameters.get("identifier", "")
    if kind == "Citation":
        found = list(store.citations(after, identifier))
        return _page(kind, parameters, found, store.count(kind, identifier))
    if kind == "ValueSet" and "url" not in parameters:
        return _page(kind, parameters, list(store.value_sets(after)), store.count(kind))
    resources = {
        "Evidence": lambda: _evidence(parameters.get("condition", "")),
        "CodeSystem": lambda: [store.read(kind, "findings")],
        "ValueSet": lambda: _by_url(parameters["url"]),
    }[kind]()
    return bundle(resources, base=store.base(), own=_address(kind, parameters), total=len(resources))


def _page(kind: str, parameters: dict[str, str], found: list[tuple[str, Resource]], total: int) -> Resource:
    page = found[: store.PER_PAGE]
    following = _address(kind, parameters | {"_after": page[-1][0]}) if len(found) > len(page) else ""
    return bundle(
        [resource for _, resource in page],
        base=store.base(),
        own=_address(kind, parameters),
        total=total,
        following=following,
    )


def _evidence(slug: str) -> list[Resource]:
    if not slug:
        raise _FhirError(400, "required", "Name a condition: Evidence?condition=slug.")
    try:
        return store.evidence_of(slug)
    except LookupError:
        raise _FhirError(404, "not-found", f"There is no condition “{slug}”.") from None


def _by_url(url: str) -> list[Resource]:
    try:
        return [store.read("ValueSet", url.removeprefix(f"{store.base()}/ValueSet/"))]
    except LookupError:
        return []


def _address(kind: str, parameters: dict[str, str]) -> str:
    query = urlencode(parameters)
    return f"{store.base()}/{kind}" + (f"?{query}" if query else "")


def _check_kind(kind: str) -> None:
    if kind not in capability.SEARCHES:
        offered = ", ".join(capability.SEARCHES)
        raise _FhirError(404, "not-supported", f"There is no resource type {kind} here, only: {offered}.")


def _answer(request: HttpRequest, find: Callable[[], Resource]) -> HttpResponse:
    def respond() -> HttpResponse:
        try:
            value, status = find(), 200
        except _FhirError as error:
            value, status = outcome("error", error.code, error.diagnostics), error.status
        response = HttpResponse(
            json.dumps(value, ensure_ascii=False), content_type=CONTENT_TYPE, status=status
        )
        return conditional(request, response) if status == 200 else response

    return guarded(request, respond)
