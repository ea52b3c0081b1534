"""The OpenAPI 3.1 document, made from the endpoints and their models."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from conditions.interchange.api.answers import Problem
from conditions.interchange.api.parameters import Parameters

VERSION = "1.0.0"
_REFERENCE = "#/components/schemas/{model}"
_PLACE = re.compile(r"<(\w+):(\w+)>")
_PLACES: dict[str, dict[str, Any]] = {
    "slug": {"type": "string", "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$", "maxLength": 80},
    "int": {"type": "integer", "minimum": 1, "maximum": 2_147_483_647},
}
_ERRORS = {
    400: "The query can’t be read; `errors` has parameter and message of each fault.",
    404: "There is no such thing; the detail says what is missing.",
    405: "The method is not offered; Allow names those that are.",
    409: "The list can’t go on: something was published since it began. `restart` is where it begins.",
    410: "The condition was withdrawn; `reason`, `replacement` and `last_edition` say more.",
    413: "The request is too large; the detail names the limit.",
    422: "A value is not known or not possible; the detail names it.",
    429: "Too many requests from this client; Retry-After says when to go on.",
    503: "The database can’t be reached; Retry-After says when to try again.",
}
_HEADERS = {
    "ETag": "Send it back in If-None-Match: the answer is 304 while nothing changed.",
    "RateLimit-Policy": "How many requests (q) one client may make in so many seconds (w), to one process.",
    "RateLimit": "How many requests are left (r), and in how many seconds the count starts anew (t).",
}


@dataclass(frozen=True)
class Endpoint:
    """One address of the API. `route` is Django's, without the prefix; `example` is a path with a query."""

    route: str
    name: str
    summary: str
    description: str
    answer: type[BaseModel]
    example: str
    tag: str
    parameters: type[Parameters] = Parameters
    errors: tuple[int, ...] = ()
    media_type: str = "application/json"
    body: type[BaseModel] | None = None
    example_body: str = ""

    @property
    def method(self) -> str:
        """How it is asked: a body is posted."""
        return "post" if self.body else "get"

    @property
    def path(self) -> str:
        """The path with its places in braces."""
        return "/" + _PLACE.sub(r"{\2}", self.route)

    @property
    def statuses(self) -> list[int]:
        """Every error that can come."""
        return sorted({*self.errors, 400, 405, 429, 503})


@dataclass
class _Schemas:
    """Schemas of the components, referred to by name."""

    names: dict[type[BaseModel], dict[str, Any]] = field(default_factory=dict)
    definitions: dict[str, Any] = field(default_factory=dict)


def document(
    endpoints: Sequence[Endpoint], *, title: str, site: str, prefix: str, limit: int
) -> dict[str, Any]:
    """The OpenAPI document of these endpoints."""
    schemas = _schemas(endpoints)
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": title,
            "version": VERSION,
            "summary": "Published conditions, findings and references, for programs.",
            "description": (
                "Read-only, without an account. Addresses of editions never change their answer. "
                f"A client may make {limit} requests in a minute. Query strings are not logged."
            ),
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": site + prefix}],
        "tags": [{"name": name} for name in dict.fromkeys(e.tag for e in endpoints)],
        "paths": _paths(endpoints, schemas),
        "components": {"schemas": schemas.definitions},
    }


def _paths(endpoints: Sequence[Endpoint], schemas: _Schemas) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method] = _operation(endpoint, schemas)
    return paths


def _schemas(endpoints: Sequence[Endpoint]) -> _Schemas:
    models: list[type[BaseModel]] = list(
        dict.fromkeys([*(e.answer for e in endpoints), *(e.body for e in endpoints if e.body), Problem])
    )
    references, top = models_json_schema([(model, "validation") for model in models], ref_template=_REFERENCE)
    return _Schemas({model: references[(model, "validation")] for model in models}, top["$defs"])


def _operation(endpoint: Endpoint, schemas: _Schemas) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": schemas.names[Problem]}}
    responses: dict[str, Any] = {
        "200": {
            "description": "The answer.",
            "headers": {
                name: {
                    "description": text,
                    "schema": {"type": "string"},
                }
                for name, text in _HEADERS.items()
            },
            "content": {endpoint.media_type: {"schema": schemas.names[endpoint.answer]}},
        },
        "304": {"description": "Nothing changed since the ETag that was sent."},
    }
    for status in endpoint.statuses:
        responses[str(status)] = {"description": _ERRORS[status], "content": problem}
    asked: dict[str, Any] = {}
    if endpoint.body:
        del responses["304"], responses["200"]["headers"]["ETag"]
        content: dict[str, Any] = {"schema": schemas.names[endpoint.body]}
        if endpoint.example_body:
            content["example"] = json.loads(endpoint.example_body)
        asked = {"requestBody": {"required": True, "content": {"application/json": content}}}
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "description": endpoint.description,
        "tags": [endpoint.tag],
        "parameters": [*_places(endpoint), *_query(endpoint)],
        **asked,
        "responses": responses,
    }


def _places(endpoint: Endpoint) -> list[dict[str, Any]]:
    shape = re.compile(_PLACE.sub(r"(?P<\2>[^/]+)", endpoint.route))
    match = shape.fullmatch(endpoint.example.partition("?")[0])
    given: dict[str, Any] = match.groupdict() if match else {}
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": _PLACES[kind],
            "example": int(given[name]) if kind == "int" else given[name],
        }
        for kind, name in _PLACE.findall(endpoint.route)
    ]


def _query(endpoint: Endpoint) -> list[dict[str, Any]]:
    parameters = endpoint.parameters
    given = parse_qs(endpoint.example.partition("?")[2])
    schema = parameters.model_json_schema(ref_template=_REFERENCE)
    required = schema.get("required", [])
    found = []
    for name, own in schema.get("properties", {}).items():
        described = dict(own)
        described.pop("title", None)
        value = {
            "name": name,
            "in": "query",
            "required": name in required,
            "schema": _without_null(described),
            "description": described.pop("description", ""),
        }
        many = parameters.takes_many(name)
        if many:
            value |= {"style": "form", "explode": True}
        if name in given:
            first: Any = given[name][0]
            value["example"] = given[name] if many else int(first) if own.get("type") == "integer" else first
        found.append(value)
    return found


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be left out has no null: it is there with a value, or not there."""
    options = [option for option in schema.get("anyOf", []) if option.get("type") != "null"]
    if len(options) != 1:
        return schema
    rest = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
    return {**options[0], **rest}
