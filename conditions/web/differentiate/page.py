"""The context of /differentiate/: one dataclass, whatever was entered.

The output is shown by tests/web/test_differentiate.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from conditions.catalogue import ranking as published
from conditions.catalogue.ranking import Differential
from conditions.differential.facts import FindingsError
from conditions.differential.model import METHOD_VERSION
from conditions.differential.rank import rank
from conditions.differential.recognise import Recognition
from conditions.document import ConditionDocument, Finding
from conditions.web.body_map import BodyMap, DrawnRegion, body_map
from conditions.web.differentiate import notes
from conditions.web.differentiate.checklist import Part, checklist, pain_sites
from conditions.web.differentiate.results import Results
from conditions.web.differentiate.state import State, editions_to


@dataclass(frozen=True)
class Chip:
    """A finding that was entered, with the address that takes it out again."""

    finding: Finding
    present: bool
    url: str


@dataclass(frozen=True)
class FlagGroup:
    """Red flags that ask for the same action; `marked` if one of them was entered as present."""

    action: str
    urgency: str
    flags: tuple[tuple[Finding, bool], ...]

    @property
    def marked(self) -> bool:
        """True if one was entered."""
        return any(on for _, on in self.flags)


@dataclass(frozen=True)
class FlagLevel:
    """Red flags of one urgency, those entered marked."""

    label: str
    flags: tuple[tuple[Finding, bool], ...]


@dataclass(frozen=True)
class Read:
    """What a story was read as; nothing counts before it is confirmed."""

    found: Recognition
    vocabulary: Mapping[str, Finding]

    @property
    def proposals(self) -> list[tuple[Finding, bool, str]]:
        """Finding, present, and the words it was read from."""
        clashing = set(self.found.contradictory)
        seen: dict[str, tuple[Finding, bool, str]] = {}
        for match in self.found.matches:
            if match.finding not in clashing:
                seen.setdefault(match.finding, (self.vocabulary[match.finding], match.present, match.words))
        return list(seen.values())

    @property
    def unclear(self) -> list[tuple[str, list[Finding]]]:
        """Words that name several findings alike."""
        return [(u.words, [self.vocabulary[f] for f in u.findings]) for u in self.found.unclear]

    @property
    def contradictory(self) -> list[Finding]:
        """Findings that the story both affirms and denies."""
        return [self.vocabulary[f] for f in self.found.contradictory]


@dataclass(frozen=True)
class DifferentiatePage:
    """Everything that the page shows."""

    state: State
    differential: Differential
    problem: str = ""
    conflicting: tuple[str, ...] = ()
    results: Results | None = None
    read: Read | None = None
    read_problem: str = ""
    outdated: tuple[str, ...] = field(default=())

    @property
    def method(self) -> str:
        """Version of the method."""
        return METHOD_VERSION

    @cached_property
    def chips(self) -> list[Chip]:
        """What was entered, present before absent, by name."""
        vocabulary = self.differential.vocabulary
        chips = [
            Chip(vocabulary[f], present, self._address(self.state.without(f)))
            for present, entered in ((True, self.state.present), (False, self.state.absent))
            for f in entered
            if f in vocabulary
        ]
        return sorted(chips, key=lambda chip: (not chip.present, chip.finding.name))

    @property
    def parts(self) -> tuple[Part, ...]:
        """The checklist."""
        return checklist(self.differential.vocabulary, self.state)

    @property
    def editions(self) -> str:
        """The editions that were named, as an address names them."""
        return editions_to(self.state.editions)

    @property
    def permalink(self) -> str:
        """The address that gives this result for ever: it names the editions."""
        return self._address(self.state.pinned(self.differential.editions))

    @property
    def unpinned(self) -> str:
        """The same findings on current editions."""
        return self._address(self.state.pinned({}))

    @property
    def notes(self) -> str:
        """The summary as plain text for the notes."""
        link = settings.SITE_URL + self.permalink.replace("?", "#", 1)
        return notes.summary(self, settings.SITE_NAME, timezone.localdate(), link)

    @cached_property
    def flags(self) -> list[FlagGroup]:
        """The red flags of the region, the same list in the same order whatever was entered."""
        groups: dict[tuple[str, str], list[tuple[Finding, bool]]] = defaultdict(list)
        for flag in self.differential.red_flags:
            groups[(flag.urgency or "", flag.action or "")].append((flag, flag.id in self.state.present))
        return [
            FlagGroup(action, urgency, tuple(sorted(flags, key=lambda pair: pair[0].name)))
            for (urgency, action), flags in sorted(groups.items())
        ]

    @property
    def flag_levels(self) -> list[FlagLevel]:
        """The same red flags by urgency, the names alone."""
        pairs = [(group.urgency, pair) for group in self.flags for pair in group.flags]
        levels = (("emergency", "Same day"), ("urgent", "Within days"))
        return [
            FlagLevel(label, tuple(sorted((p for u, p in pairs if u == urgency), key=lambda p: p[0].name)))
            for urgency, label in levels
        ]

    @property
    def urgent_conditions(self) -> list[tuple[ConditionDocument, int]]:
        """Conditions that are urgent themselves, emergencies first."""
        documents = [d for d in self.differential.documents.values() if d.urgency]
        documents.sort(key=lambda d: (d.urgency or "", d.name))
        return [(d, self.differential.editions[d.slug]) for d in documents]

    @property
    def map(self) -> BodyMap:
        """The body map: a region ticks the pain felt there."""
        sites = pain_sites(self.differential.vocabulary)
        on = {region for region, f in sites.items() if f.id in self.state.present}
        some = {region for region, f in sites.items() if f.id in self.state.absent}

        def toggled(region: str) -> str:
            finding = sites[region].id if region in sites else ""
            without = self.state.without(finding)
            return self._address(without if region in on else without.plus(finding))

        drawn = body_map(on=on, some=some, href=toggled, label="Where it hurts", prefix="dx-map")
        return replace(drawn, views=tuple(replace(v, regions=_linked(v.regions, sites)) for v in drawn.views))

    def _address(self, state: State) -> str:
        return reverse("differentiate") + (f"?{state.query}" if state.query else "")


def _linked(regions: Iterable[DrawnRegion], sites: Mapping[str, Finding]) -> tuple[DrawnRegion, ...]:
    """A region that no finding stands for links nowhere."""
    return tuple(r if r.region in sites else replace(r, href=None, state="none") for r in regions)


def page_of(state: State, **more: object) -> DifferentiatePage:
    """The page for a state. Raises UnknownEditionError; findings that can't be ranked become a problem on it."""
    differential = published.of_editions(state.editions) if state.editions else published.current()
    outdated = published.outdated(differential) if state.editions else ()
    extra = {"outdated": outdated, **more}
    try:
        ranking = rank(differential.model(state.prior), state.present, state.absent)
    except FindingsError as error:
        return DifferentiatePage(
            state,
            differential,
            problem=str(error),
            conflicting=error.findings,
            **extra,  # type: ignore[arg-type]
        )
    results = Results(differential, ranking)
    return DifferentiatePage(state, differential, results=results, **extra)  # type: ignore[arg-type]
