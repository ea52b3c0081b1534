"""The clinical codes of all published conditions, kept in memory per process.

Read again when the catalogue's version moved, and then only the conditions whose
edition changed.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from conditions.catalogue.entry import ConditionEntry
from conditions.interchange.infobutton.systems import normal_code
from conditions.interchange.version import OfTheVersion


@dataclass(frozen=True)
class Held:
    """A code as a published condition has it."""

    slug: str
    system: str
    code: str


@dataclass
class Codes:
    """Codes by system and normal form; `ordered` are the normal forms of a system in order."""

    by_code: dict[tuple[str, str], tuple[Held, ...]] = field(default_factory=dict)
    ordered: dict[str, list[str]] = field(default_factory=dict)

    def exact(self, system: str, code: str) -> tuple[Held, ...]:
        """Conditions with this very code."""
        return self.by_code.get((system, code), ())

    def longest_prefix(self, system: str, code: str) -> tuple[Held, ...]:
        """Conditions with the longest code that the asked code begins with: a broader entry."""
        for length in range(len(code) - 1, 2, -1):
            found = self.exact(system, code[:length])
            if found:
                return found
        return ()

    def below(self, system: str, code: str) -> tuple[Held, ...]:
        """Conditions whose codes begin with the asked code: narrower entries."""
        if len(code) < 3:
            return ()
        codes = self.ordered.get(system, [])
        start = bisect_left(codes, code)
        found: list[Held] = []
        for other in codes[start:]:
            if not other.startswith(code):
                break
            found += self.by_code[(system, other)]
        return tuple(found)

    def in_any_system(self, code: str) -> tuple[Held, ...]:
        """Conditions with this code, whatever the system."""
        return tuple(held for system in self.ordered for held in self.exact(system, code))


class CodeIndex:
    """Loads and refreshes `Codes`."""

    def __init__(self) -> None:
        self._kept = OfTheVersion(self._load)
        self._rows: dict[str, tuple[str, tuple[Held, ...]]] = {}

    def current(self) -> Codes:
        """The codes as published now: one small query, and more only after a publication."""
        return self._kept.current()

    def _load(self) -> Codes:
        live = dict(ConditionEntry.objects.filter(withdrawn=False).values_list("slug", "sha256"))
        kept = {s: row for s, row in self._rows.items() if live.get(s) == row[0]}
        missing = live.keys() - kept.keys()
        rows = ConditionEntry.objects.filter(slug__in=missing).values_list("slug", "sha256", "body")
        for slug, sha256, body in rows.iterator(chunk_size=200):
            kept[slug] = (sha256, tuple(_held(slug, body)))
        self._rows = kept
        return _arranged(held for _, codes in kept.values() for held in codes)


def _held(slug: str, body: str) -> Iterator[Held]:
    for code in json.loads(body).get("codes", []):
        yield Held(slug, code["system"], code["code"])


def _arranged(all_held: Iterator[Held]) -> Codes:
    by_code: dict[tuple[str, str], tuple[Held, ...]] = {}
    for held in sorted(all_held, key=lambda h: (h.slug, h.code)):
        key = (held.system, normal_code(held.code))
        by_code[key] = (*by_code.get(key, ()), held)
    ordered: dict[str, list[str]] = {}
    for system, code in sorted(by_code):
        ordered.setdefault(system, []).append(code)
    return Codes(by_code, ordered)


codes = CodeIndex()
