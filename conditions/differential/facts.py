"""From what was entered to what counts: contradictions, what follows, clusters, families.

A narrower finding that is present makes its broader ones present; a broader one
that is absent makes its narrower ones absent; a finding that is present makes
those that it excludes absent. What follows from another entered finding is not
counted a second time. A cluster whose result is known takes the place of its
members; it is known when enough members are present, or too few can be.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from conditions.document import Finding

MAX_FINDINGS = 150
Reason = Literal["follows", "in-cluster", "from-members"]


class FindingsError(ValueError):
    """Findings that can't be ranked; the message is a sentence for the reader, `findings` the ids concerned."""

    def __init__(self, message: str, findings: Iterable[str] = ()) -> None:
        self.findings = tuple(findings)
        super().__init__(message)


class UnknownFindingError(FindingsError):
    """An id that the vocabulary does not hold."""


class ContradictionError(FindingsError):
    """Findings that can't be true together."""


class TooManyFindingsError(FindingsError):
    """More findings than a consultation has."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A finding with its state."""

    finding: str
    present: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """Why a finding is known or does not count by itself: because of another."""

    fact: Fact
    reason: Reason
    because: str
    entered: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What counts, and what is known besides."""

    counted: tuple[Fact, ...]
    remarks: tuple[Remark, ...]

    def known(self) -> frozenset[str]:
        """Ids of all findings whose state is settled."""
        return frozenset({f.finding for f in self.counted} | {r.fact.finding for r in self.remarks})


class Logic:
    """The rules between findings of one vocabulary."""

    def __init__(self, vocabulary: Mapping[str, Finding]) -> None:
        self.vocabulary = vocabulary
        self._narrower: dict[str, list[str]] = defaultdict(list)
        self._excludes: dict[str, set[str]] = defaultdict(set)
        self.clusters_of: dict[str, list[str]] = defaultdict(list)
        for finding in vocabulary.values():
            for other in finding.broader:
                self._narrower[other].append(finding.id)
            for other in finding.excludes:
                self._excludes[finding.id].add(other)
                self._excludes[other].add(finding.id)
            for member in finding.members:
                self.clusters_of[member].append(finding.id)

    def resolve(self, present: Iterable[str], absent: Iterable[str]) -> Facts:
        """What counts of the findings entered. Raises a FindingsError; the order of entry says nothing."""
        entered = {**dict.fromkeys(sorted(set(present)), True)}
        denied = dict.fromkeys(sorted(set(absent)), False)
        self._check(entered, denied)
        entered.update(denied)
        because: dict[str, str] = {}
        state = dict(entered)
        remarks: list[Remark] = []
        self._spread(state, because, entered)
        derived = self._clusters(state, because, remarks)
        replaced = self._replaced(state, entered, derived, remarks)
        counted = []
        for name in sorted({*entered, *derived}):
            fact = Fact(name, state[name])
            if name in replaced:
                continue
            source = self._entailed_by(name, state, entered)
            if source is not None and name not in derived:
                remarks.append(Remark(fact, "follows", source, entered=True))
            else:
                counted.append(fact)
        for name, source in sorted(because.items()):
            remarks.append(Remark(Fact(name, state[name]), "follows", source, entered=False))
        return Facts(tuple(counted), tuple(remarks))

    def _check(self, present: Mapping[str, bool], absent: Mapping[str, bool]) -> None:
        if len(present) + len(absent) > MAX_FINDINGS:
            raise TooManyFindingsError(
                f"{len(present) + len(absent)} findings were given; up to {MAX_FINDINGS} can be ranked at once."
            )
        unknown = [name for name in (*present, *absent) if name not in self.vocabulary]
        if unknown:
            listed = ", ".join(f"“{name[:80]}”" for name in unknown[:5])
            more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
            raise UnknownFindingError(f"There is no finding {listed}{more}.", unknown)
        both = sorted(present.keys() & absent.keys())
        if both:
            raise ContradictionError(f"{self._name(both[0])} is given as present and as absent.", both)

    def _follows(self, name: str, present: bool) -> list[tuple[str, bool]]:
        if not present:
            return [(other, False) for other in self._narrower[name] if other in self.vocabulary]
        broader = [(other, True) for other in self.vocabulary[name].broader]
        excluded = [(other, False) for other in sorted(self._excludes[name])]
        return [pair for pair in (*broader, *excluded) if pair[0] in self.vocabulary]

    def _spread(self, state: dict[str, bool], because: dict[str, str], entered: Mapping[str, bool]) -> None:
        waiting = list(state)
        while waiting:
            name = waiting.pop(0)
            for other, present in self._follows(name, state[name]):
                if other not in state:
                    state[other] = present
                    because[other] = name
                    waiting.append(other)
                elif state[other] != present:
                    raise ContradictionError(
                        f"{self._said(name, state)} and {self._said(other, state)} can’t both be so.",
                        sorted(
                            {name, other, because.get(name, name), because.get(other, other)} & set(entered)
                        ),
                    )

    def _clusters(self, state: dict[str, bool], because: dict[str, str], remarks: list[Remark]) -> set[str]:
        """Clusters whose result follows from their members; raises if a member count contradicts an entry."""
        derived = set()
        for name in sorted({c for member in state for c in self.clusters_of[member]}):
            cluster = self.vocabulary[name]
            positive = [m for m in cluster.members if state.get(m) is True]
            possible = [m for m in cluster.members if state.get(m) is not False]
            threshold = cluster.threshold or 1
            if len(positive) >= threshold:
                result = True
            elif len(possible) < threshold:
                result = False
            else:
                continue
            if name in state and state[name] != result:
                count = f"{len(positive)} of {len(cluster.members)} tests present"
                raise ContradictionError(f"{self._said(name, state)}, but {count}.", (name, *positive))
            if name not in state:
                state[name] = result
                derived.add(name)
                remarks.append(
                    Remark(
                        Fact(name, result), "from-members", positive[0] if positive else name, entered=False
                    )
                )
        return derived

    def _replaced(
        self,
        state: Mapping[str, bool],
        entered: Mapping[str, bool],
        derived: set[str],
        remarks: list[Remark],
    ) -> set[str]:
        replaced = set()
        for name in entered:
            cluster = next((c for c in self.clusters_of[name] if c in entered or c in derived), None)
            if cluster is not None:
                replaced.add(name)
                remarks.append(Remark(Fact(name, state[name]), "in-cluster", cluster, entered=True))
        return replaced

    def _entailed_by(self, name: str, state: Mapping[str, bool], entered: Mapping[str, bool]) -> str | None:
        """Another entered finding from which this one follows, over any number of steps."""
        for source in sorted(entered):
            if source == name:
                continue
            seen, waiting = {source}, [(source, state[source])]
            while waiting:
                for other, present in self._follows(*waiting.pop()):
                    if other == name and present == state[name]:
                        return source
                    if other not in seen:
                        seen.add(other)
                        waiting.append((other, present))
        return None

    def _name(self, finding: str) -> str:
        return f"“{self.vocabulary[finding].name}”"

    def _said(self, finding: str, state: Mapping[str, bool]) -> str:
        return f"{self._name(finding)} {'present' if state[finding] else 'absent'}"
