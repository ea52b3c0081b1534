"""Which published conditions a knowledge request means.

Criteria are ORed. A code is looked up exactly; in a classification, then by the
longest held code that it begins with (the entry is broader than the code), then by
held codes that begin with it (the entries are narrower). A code that leads nowhere
falls back on a text search for its display name.
"""

from dataclasses import dataclass
from typing import Literal

from conditions.catalogue.query import Query
from conditions.catalogue.search import search
from conditions.interchange.infobutton.index import Codes, Held
from conditions.interchange.infobutton.request import Criterion, KnowledgeRequest

Level = Literal["exact", "broader", "narrower", "text"]
MAX_TEXT_HITS = 5


@dataclass(frozen=True)
class Match:
    """A condition, how it was found, and by which held code (empty for text)."""

    slug: str
    level: Level
    system: str = ""
    code: str = ""
    asked: str = ""

    @property
    def said(self) -> str:
        """The level in words, for people."""
        held, asked = f"{self.system} {self.code}", f"“{self.asked}”"
        return {
            "exact": f"Found by its code {held}.",
            "broader": f"Found by {held}, which is broader than the code {self.asked} that was asked for.",
            "narrower": f"Found by {held}, which is narrower than the code {self.asked} that was asked for.",
            "text": f"Found by a search for {asked}, not by a code.",
        }[self.level]

    @property
    def score(self) -> float:
        """1 for the very code, less by level: the relevanceScore of the answer."""
        return {"exact": 1.0, "broader": 0.8, "narrower": 0.6, "text": 0.4}[self.level]


@dataclass(frozen=True)
class Found:
    """The matches, the best first and one for each condition, and what has to be said."""

    matches: tuple[Match, ...]
    notes: tuple[str, ...]


def find(request: KnowledgeRequest, codes: Codes) -> Found:
    """Match every criterion."""
    best: dict[str, Match] = {}
    notes: list[str] = []
    for criterion in request.criteria:
        matches, note = _of(criterion, codes)
        notes += [note] if note else []
        for match in matches:
            before = best.get(match.slug)
            if before is None or match.score > before.score:
                best[match.slug] = match
    ordered = sorted(best.values(), key=lambda match: -match.score)
    return Found(tuple(ordered), tuple(dict.fromkeys(notes)))


def _of(criterion: Criterion, codes: Codes) -> tuple[list[Match], str]:
    if not criterion.normal:
        return _by_text(criterion, f"Nothing was found for “{criterion.words}”.")
    system = criterion.system
    if system is None and criterion.named_system:
        return [], f"The code system {criterion.named_system} is not known here, so nothing was looked up."
    if system is None:
        found = _matches(codes.in_any_system(criterion.normal), "exact", criterion)
        note = f"The code {criterion.code} came without its code system."
        return (found, note) if found else _by_text(criterion, note)
    if not system.problems:
        return [], f"{system.name} codes name no condition, and this site is about conditions only."
    if system.held:
        levels: list[tuple[Level, tuple[Held, ...]]] = [("exact", codes.exact(system.held, criterion.normal))]
        if system.hierarchical:
            levels += [
                ("broader", codes.longest_prefix(system.held, criterion.normal)),
                ("narrower", codes.below(system.held, criterion.normal)),
            ]
        for level, held in levels:
            if held:
                return _matches(held, level, criterion), ""
    return _by_text(criterion, f"No condition carries the {system.name} code {criterion.code}.")


def _matches(found: tuple[Held, ...], level: Level, criterion: Criterion) -> list[Match]:
    one_each = {held.slug: held for held in reversed(found)}
    return [Match(h.slug, level, h.system, h.code, criterion.code) for h in reversed(one_each.values())]


def _by_text(criterion: Criterion, note: str) -> tuple[list[Match], str]:
    if not criterion.words or "\x00" in criterion.words:
        return [], note
    hits = search(Query(text=criterion.words)).hits[:MAX_TEXT_HITS]
    matches = [Match(hit.condition.slug, "text", asked=criterion.words) for hit in hits]
    return matches, (note if criterion.normal or not matches else "")
