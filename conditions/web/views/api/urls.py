"""Addresses of the API: those that the views declared, and the pages about it."""

from django.urls import path

from conditions.web.views.api import about, conditions, finding_things, reasoning, search, vocabulary
from conditions.web.views.api.endpoint import URLS

MODULES = (search, conditions, vocabulary, finding_things, reasoning, about)

urlpatterns = [
    path("", about.docs, name="api-docs"),
    path("v1/openapi.json", about.openapi_json, name="api-openapi"),
    *(path(f"v1/{url.pattern}", url.callback, name=url.name) for url in URLS),
    path("v1/<path:rest>", about.nothing_here),
]
