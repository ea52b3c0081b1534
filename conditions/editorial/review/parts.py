"""The parts of a document that are checked one by one, each with a digest of its exact words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conditions.document import ConditionDocument, Part, canonical_json, sha256_of


@dataclass(frozen=True)
class Checkable:
    """One part: a key that stays from edition to edition, a title, its text, and its digest."""

    key: str
    area: str
    title: str
    part: Part
    digest: str

    @property
    def is_statement(self) -> bool:
        """Whether readers see the sign-off beside it."""
        return self.key.startswith("statement:")


def checkable(document: ConditionDocument) -> list[Checkable]:
    """Every part of the document, in reading order; together they hold all that it says."""
    names = {finding.id: finding.name for finding in document.vocabulary}
    seen: dict[str, int] = {}

    def one(kind: str, identity: str, area: str, title: str, part: Part) -> Checkable:
        key = f"{kind}:{identity}"[:380]
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            key = f"{key} ({seen[key]})"
        return Checkable(key, area, title, part, sha256_of(canonical_json(part)))

    found = [one("head", "", "Head of the page", document.name, _head(document))]
    found += [one("statement", str(s.id), kind.capitalize(), s.text, s) for kind, s in document.statements()]
    found += [
        one("finding", a.finding, "Findings", names.get(a.finding, a.finding), a) for a in document.findings
    ]
    found += [one("treatment", m.name, "Treatments", m.name, m) for m in document.management]
    found += [
        one("differential", d.condition, "Told apart from", d.condition, d) for d in document.differentials
    ]
    found += [one("claim", c.claim, "What patients may have read", c.claim, c) for c in document.claims]
    if document.handout:
        found.append(one("handout", "", "For the patient", "Handout", document.handout))
    found += [one("vocabulary", f.id, "Definitions", f.name, f) for f in document.vocabulary]
    return found


def _head(document: ConditionDocument) -> ConditionDocument:
    """The document without what is checked part by part; references are data of their own."""
    empty: dict[str, Any] = {
        "sections": (),
        "findings": (),
        "differentials": (),
        "management": (),
        "claims": (),
        "handout": None,
        "vocabulary": (),
        "bibliography": (),
    }
    return document.model_copy(update=empty)


def changed_keys(before: ConditionDocument | None, after: ConditionDocument) -> set[str]:
    """The keys of parts of `after` that are new or differ from `before`."""
    was = {one.key: one.digest for one in checkable(before)} if before else {}
    return {one.key for one in checkable(after) if was.get(one.key) != one.digest}


def by_area(parts: list[Checkable]) -> Iterator[tuple[str, list[Checkable]]]:
    """The parts in groups of one area, in order."""
    for area in dict.fromkeys(part.area for part in parts):
        yield area, [part for part in parts if part.area == area]
