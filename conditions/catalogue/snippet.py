"""A sentence of a condition that has the words of the query, for hits that nothing else explains."""

import json
from collections.abc import Iterator, Sequence

from django.db import connections

from conditions.catalogue.why import Part, Reason, marked
from conditions.catalogue.words import form

LONGEST = 180
# Passages that are looked at word by word, of those that seem to have the most words.
MOST_READ = 2
_SELDOM = ("very-rare", "excluded")
_BODIES = "SELECT id, body FROM conditions_conditionentry WHERE id = ANY(%s)"


def snippets(alias: str, rows: Sequence[int], plain: Sequence[str]) -> dict[int, Reason]:
    """The passage of each row that has most of the plain words; rows without any are left out."""
    if not rows or not plain:
        return {}
    forms = [form(word) for word in plain]
    starts = {word[:4] for word in (*plain, *forms)}
    with connections[alias].cursor() as cursor:
        cursor.execute(_BODIES, [list(rows)])
        bodies = cursor.fetchall()
    found = {row: _best(_likely(_passages(json.loads(body)), starts), forms) for row, body in bodies}
    return {row: reason for row, reason in found.items() if reason}


def _passages(document: dict) -> Iterator[tuple[str, str]]:  # type: ignore[type-arg]
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


def _likely(passages: Iterator[tuple[str, str]], starts: set[str]) -> list[tuple[str, str]]:
    """The passages that have most of the beginnings of words: quick, and wrong now and then."""
    counted, complete = [], 0
    for place, (kind, text) in enumerate(passages):
        lowered = text.lower()
        if hits := len([start for start in starts if start in lowered]):
            counted.append((-hits, place, kind, text))
            complete += hits == len(starts)
            if complete == MOST_READ:
                break
    return [(kind, text) for _, _, kind, text in sorted(counted)[:MOST_READ]]


def _best(passages: list[tuple[str, str]], forms: Sequence[str]) -> Reason | None:
    most, best = 0, None
    for kind, text in passages:
        parts = marked(text, forms)
        hits = len({part.text.casefold() for part in parts if part.marked})
        if hits > most:
            most, best = hits, Reason(kind, parts)
        if most >= len(forms):
            break
    return Reason(best.kind, _shortened(best.parts)) if best else None


def _shortened(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The stretch around the first marked word."""
    if sum(len(part.text) for part in parts) <= LONGEST:
        return parts
    first = next(place for place, part in enumerate(parts) if part.marked)
    before = "".join(part.text for part in parts[:first])
    lead = before if len(before) <= 60 else "… " + before[-60:].partition(" ")[2]
    out, room = [Part(lead)] if lead else [], LONGEST - len(lead)
    for part in parts[first:]:
        if len(part.text) > room:
            cut = part.text[: max(room, 0)].rpartition(" ")[0]
            out.append(Part(f"{cut} …"))
            break
        out.append(part)
        room -= len(part.text)
    return tuple(out)
