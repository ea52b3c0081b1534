"""The API about itself: index, version, OpenAPI document, a page for people, and what is not there."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from conditions.interchange.api import answers, contents, openapi
from conditions.interchange.api.openapi import VERSION, Endpoint
from conditions.interchange.api.parameters import Parameters
from conditions.web.conditional import conditional
from conditions.web.views.api.endpoint import ENDPOINTS, ApiError, endpoint, guarded
from conditions.web.views.api.reading import Documentation

PREFIX = "/api/v1"


@endpoint(
    Endpoint(
        "",
        "api-index",
        "Index",
        "Where everything is.",
        answers.Index,
        "",
        "About",
    )
)
def index(parameters: Parameters) -> answers.Index:
    """Links to every address without places."""
    return answers.Index(
        name=settings.SITE_NAME,
        documentation=contents.absolute(reverse("api-docs")),
        openapi=contents.absolute(reverse("api-openapi")),
        links={
            e.name.removeprefix("api-"): contents.absolute(f"{PREFIX}{e.path}")
            for e in ENDPOINTS
            if "<" not in e.route and e.route and not e.body
        },
    )


@endpoint(
    Endpoint(
        "version",
        "api-version",
        "Version of the catalogue",
        "A number that grows with each publication, and how much there is.",
        answers.Version,
        "version",
        "About",
    )
)
def version(parameters: Parameters) -> answers.Version:
    """The state of the catalogue."""
    return contents.version(VERSION)


def document() -> dict[str, Any]:
    """The OpenAPI document of this site."""
    return openapi.document(
        sorted(ENDPOINTS, key=lambda e: (_TAGS.index(e.tag), e.route, e.method)),
        title=f"{settings.SITE_NAME} API",
        site=settings.SITE_URL,
        prefix=PREFIX,
        limit=settings.API_REQUESTS_PER_MINUTE,
    )


_TAGS = ("Conditions", "Vocabulary", "Reasoning", "Search", "About")


@csrf_exempt
def openapi_json(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""

    def respond() -> HttpResponse:
        text = json.dumps(document(), ensure_ascii=False, indent=1)
        return conditional(request, HttpResponse(text, content_type="application/json"), max_age=3600)

    return guarded(request, respond)


@csrf_exempt
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address below the API."""

    def respond() -> HttpResponse:
        raise ApiError(404, f"There is no “{rest[:200]}” in this API.", documentation=reverse("api-docs"))

    return guarded(request, respond)


def docs(request: HttpRequest) -> HttpResponse:
    """The documentation, made from the OpenAPI document: no script, nothing from elsewhere."""
    examples = {e.name: (e.example, e.example_body) for e in ENDPOINTS}
    return render(request, "api/docs.html", {"api": Documentation(document(), examples)})
