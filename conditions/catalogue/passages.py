"""What a condition says, in passages: names, sentences, findings, claims, sources."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conditions.catalogue.kept import Kept

_SELDOM = ("very-rare", "excluded")
_BODIES = "SELECT id, body FROM conditions_conditionentry WHERE id = ANY(%s)"
# The passages of a condition take some forty kilobytes.
MOST_KEPT = 500


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its kind in a word; `lowered` to look into."""

    kind: str
    text: str
    lowered: str


def passages(alias: str) -> Kept[tuple[Passage, ...]]:
    """The passages of conditions by row number."""
    return Kept(alias, _BODIES, _of_body, MOST_KEPT)


def _of_body(row: int, body: str) -> tuple[Passage, ...]:
    return tuple(Passage(kind, text, text.lower()) for kind, text in _texts(json.loads(body)))


def _texts(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "name", document["name"]
    yield from (("synonym", name) for name in document.get("synonyms", ()))
    yield from (("also called", name) for name in document.get("search_terms", ()))
    yield "summary", document["summary"]
    yield "typical patient", document.get("typical_patient", "")
    for section in document.get("sections", ()):
        for statement in section["statements"]:
            yield section["kind"], statement["text"]
    for part in document.get("management", ()):
        yield "management", f"{part['name']}: {part['text']}"
    expected = {a["finding"] for a in document.get("findings", ()) if a["frequency"] not in _SELDOM}
    for finding in document.get("vocabulary", ()):
        if finding["id"] in expected:
            for name in (finding["name"], *finding.get("synonyms", ()), *finding.get("search_terms", ())):
                yield "finding", name
    for claim in document.get("claims", ()):
        yield "claim", claim["claim"]
    for source in document.get("bibliography", ()):
        authors = ", ".join(p.get("family") or p.get("literal", "") for p in source.get("author", ()))
        yield "source", f"{authors}. {source['title']}" if authors else source["title"]
