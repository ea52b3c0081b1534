"""The vocabulary as a checklist, grouped as a consultation goes, with what was entered.

The output is shown by tests/web/test_differentiate.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from conditions.document import Finding
from conditions.web.differentiate.state import State

KINDS = (
    ("history", "History", ("history",)),
    ("symptoms", "Symptoms", ("symptom",)),
    ("examination", "Examination", ("sign",)),
    ("tests", "Tests", ("test",)),
    ("imaging", "Imaging and laboratory", ("imaging", "laboratory")),
)
GROUPS = {
    "pain-site": "Where it hurts",
    "radiation": "Where it spreads",
    "pain-quality": "What it is like",
    "aggravating": "Worse with",
    "easing": "Better with",
    "neurological": "Nerves",
    "function": "Function",
    "history": "Person and past",
    "observation": "Look and move",
    "palpation": "Press",
    "provocation-test": "Provocation",
    "neurodynamic-test": "Nerve tension",
    "strength-test": "Strength",
    "imaging": "Imaging",
    "laboratory": "Laboratory",
}


@dataclass(frozen=True)
class Item:
    """A finding to tick."""

    finding: Finding
    present: bool
    absent: bool
    region: str

    @property
    def terms(self) -> str:
        """Other names, for the box that finds findings."""
        return " · ".join((*self.finding.synonyms, *self.finding.search_terms))


@dataclass(frozen=True)
class Heading:
    """Findings of one group."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Part:
    """A part of the consultation."""

    id: str
    label: str
    headings: tuple[Heading, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items."""
        return tuple(item for heading in self.headings for item in heading.items)

    @property
    def ticked(self) -> int:
        """How many are entered."""
        return sum(item.present or item.absent for item in self.items)


def pain_sites(vocabulary: Mapping[str, Finding]) -> dict[str, Finding]:
    """The finding that a region of the body map stands for: its pain, the plainest one first."""
    sites: dict[str, Finding] = {}
    felt = (f for f in vocabulary.values() if f.region and f.kind == "symptom" and not f.urgency)
    for finding in sorted(felt, key=lambda f: (f.group != "pain-site", len(f.name), f.id)):
        sites.setdefault(str(finding.region), finding)
    return sites


def checklist(vocabulary: Mapping[str, Finding], state: State) -> tuple[Part, ...]:
    """Every finding of the vocabulary under its part and group, in the order of the vocabulary."""
    order = list(GROUPS)
    regions = {finding.id: region for region, finding in pain_sites(vocabulary).items()}
    parts = []
    for identity, label, kinds in KINDS:
        found = [f for f in vocabulary.values() if f.kind in kinds]
        groups = sorted({f.group for f in found}, key=order.index)
        headings = tuple(
            Heading(GROUPS[group], _items((f for f in found if f.group == group), state, regions))
            for group in groups
        )
        if headings:
            parts.append(Part(identity, label, headings))
    return tuple(parts)


def _items(findings: Iterable[Finding], state: State, regions: Mapping[str, str]) -> tuple[Item, ...]:
    return tuple(
        Item(f, f.id in state.present, f.id in state.absent, regions.get(f.id, ""))
        for f in sorted(findings, key=lambda f: f.name)
    )
