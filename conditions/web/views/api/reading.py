"""The OpenAPI document arranged for reading by people."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """A parameter or a property of a schema."""

    name: str
    type: str
    required: bool
    text: str


@dataclass(frozen=True)
class Operation:
    """One address."""

    id: str
    method: str
    path: str
    summary: str
    text: str
    parameters: tuple[Row, ...]
    answer: str
    errors: tuple[tuple[str, str], ...]
    example: str
    body: str
    command: str


@dataclass(frozen=True)
class Schema:
    """One schema of the answers."""

    name: str
    text: str
    properties: tuple[Row, ...]


class Documentation:
    """Operations by tag, and schemas."""

    def __init__(self, document: dict[str, Any], examples: dict[str, tuple[str, str]]) -> None:
        self.title: str = document["info"]["title"]
        self.version: str = document["info"]["version"]
        self.text: str = document["info"]["description"]
        self.server: str = document["servers"][0]["url"]
        self._document = document
        self._examples = examples

    @property
    def tags(self) -> list[tuple[str, list[Operation]]]:
        """The operations of each tag."""
        return [(tag["name"], self._of(tag["name"])) for tag in self._document["tags"]]

    def _of(self, tag: str) -> list[Operation]:
        return [
            self._operation(path, method, got)
            for path, item in self._document["paths"].items()
            for method, got in item.items()
            if tag in got["tags"]
        ]

    def _operation(self, path: str, method: str, got: dict[str, Any]) -> Operation:
        (content,) = got["responses"]["200"]["content"].values()
        example, sent = self._examples[got["operationId"]]
        address = f"{self.server}/{example}"
        asked = got.get("requestBody", {}).get("content", {}).get("application/json", {})
        return Operation(
            id=got["operationId"],
            method=method.upper(),
            path=path,
            summary=got["summary"],
            text=got["description"],
            parameters=tuple(
                Row(p["name"], kind(p["schema"]), p["required"], p.get("description", ""))
                for p in got["parameters"]
            ),
            answer=kind(content["schema"]),
            errors=tuple(
                (status, response["description"])
                for status, response in got["responses"].items()
                if status.startswith("4")
            ),
            example="" if sent else address,
            body=kind(asked["schema"]) if asked else "",
            command=f"curl --json '{sent}' '{address}'" if sent else f"curl '{address}'",
        )

    @property
    def schemas(self) -> list[Schema]:
        """Every schema with its properties."""
        return [
            Schema(
                name,
                schema.get("description", ""),
                tuple(
                    Row(key, kind(value), key in schema.get("required", []), value.get("description", ""))
                    for key, value in schema.get("properties", {}).items()
                ),
            )
            for name, schema in sorted(self._document["components"]["schemas"].items())
        ]


def kind(schema: dict[str, Any]) -> str:
    """The type of a schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return ", ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(kind(option) for option in schema[key]))
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items', {}))}"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {kind(schema['additionalProperties'])}"
    return str(schema.get("format") or schema.get("type", "any"))
