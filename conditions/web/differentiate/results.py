"""A ranking as the page shows it: rows, working, what to look for next, remarks.

The output is shown by tests/web/test_differentiate.py.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any

from django.urls import reverse

from conditions.catalogue.ranking import Differential
from conditions.differential.next_best import Suggestion, next_best
from conditions.differential.rank import Ranking, Standing
from conditions.differential.working import Line, Working, explain
from conditions.document import Accuracy, ConditionDocument, Finding, cited_id
from conditions.web.differentiate import words

SHOWN = 6  # rows that are open at once; the others are folded
IN_A_ROW = 3  # findings named in a row for and against


@dataclass(frozen=True)
class Source:
    """A source of a figure: its number on the condition's page and the address there."""

    label: str
    url: str


@dataclass(frozen=True)
class Reason:
    """One finding's part in a row or a working."""

    finding: Finding
    line: Line
    sources: tuple[Source, ...]

    @property
    def name(self) -> str:
        """The finding, with its absence where it is absent."""
        return words.stated(self.finding, self.line.present)

    @property
    def moves(self) -> bool:
        """True if it changes the score by more than a seventh."""
        return abs(log(self.line.factor)) > log(7 / 6)

    @property
    def ratio(self) -> str:
        """The ratio to two figures."""
        return words.times(self.line.ratio)

    @property
    def strength(self) -> str:
        """The ratio in a word."""
        return words.strength(self.line.ratio)

    @property
    def ground(self) -> str:
        """How the probability was derived."""
        return words.ground(self.line)

    @property
    def bar(self) -> dict[str, str]:
        """A bar from the middle (x1) to x0.05 at 0 and x20 at 100, on a log scale."""
        end = 50 + 50 * max(-1.0, min(1.0, log(self.line.factor) / log(20)))
        return {
            "x": f"{min(50.0, end):.1f}",
            "width": f"{abs(end - 50):.1f}",
            "side": "for" if end >= 50 else "against",
        }

    @property
    def figures(self) -> dict[str, str]:
        """The numbers of the working, as they are printed."""
        line = self.line
        return {
            "here": words.precise(line.share),
            "all": words.precise(line.reference),
            "ratio": words.precise(line.ratio),
            "weight": words.precise(line.weight),
            "factor": words.precise(line.factor),
            "others": words.times(line.against_others),
        }

    @property
    def published(self) -> tuple[tuple[str, Accuracy], ...]:
        """Published ratios of this state, with their interval where it is known, and their study."""
        return tuple((_published(row, present=self.line.present), row) for row in self.line.published)


def _published(row: Accuracy, *, present: bool) -> str:
    value = row.lr_positive if present else row.lr_negative
    interval = row.lr_positive_interval if present else row.lr_negative_interval
    limits = f" (95 % CI {interval[0]:g} to {interval[1]:g})" if interval else ""
    return f"LR{'+' if present else '−'} {value or 0.0:g}{limits}"


@dataclass(frozen=True)
class Row:
    """A condition in the list."""

    document: ConditionDocument
    edition: int
    standing: Standing
    working: Working
    reasons: tuple[Reason, ...]

    @property
    def url(self) -> str:
        """The edition that was ranked."""
        return reverse("edition", args=[self.document.slug, self.edition])

    @property
    def support(self) -> str:
        """Support in words."""
        return words.support(self.standing.posterior)

    @property
    def share(self) -> str:
        """Posterior in percent."""
        return words.percent(self.standing.posterior)

    @property
    def interval(self) -> str:
        """Limits of the posterior in percent."""
        return words.between(self.standing.lower, self.standing.upper)

    @property
    def bar(self) -> dict[str, str]:
        """Geometry of the bar, in hundredths of its width."""
        s = self.standing
        return {
            "width": f"{s.posterior * 100:.2f}",
            "left": f"{s.lower * 100:.2f}",
            "range": f"{max(s.upper - s.lower, 0.004) * 100:.2f}",
        }

    @property
    def places(self) -> str:
        """The ranks that the figures allow: `2` or `2 to 5`."""
        s = self.standing
        return f"{s.best_rank}" if s.best_rank == s.worst_rank else f"{s.best_rank} to {s.worst_rank}"

    @cached_property
    def speaks_for(self) -> list[Reason]:
        """Reasons for, the strongest first."""
        return self._pick(self.working.speaks_for)

    @cached_property
    def speaks_against(self) -> list[Reason]:
        """Reasons against, the strongest first."""
        return self._pick(self.working.speaks_against)

    @cached_property
    def no_data(self) -> list[Reason]:
        """Findings that the condition's page is silent on."""
        return self._pick(self.working.no_data)

    @property
    def headline(self) -> list[Reason]:
        """What a row names: the strongest for, then the strongest against; not what hardly moves it."""
        moving = [[r for r in side if r.moves] for side in (self.speaks_for, self.speaks_against)]
        return moving[0][:IN_A_ROW] + moving[1][:IN_A_ROW]

    @property
    def unnamed(self) -> int:
        """How many reasons the row does not name."""
        return len(self.speaks_for) + len(self.speaks_against) - len(self.headline)

    @property
    def prior_odds(self) -> str:
        """The prior as odds."""
        return words.odds(self.working.prior)

    @property
    def figures(self) -> dict[str, str]:
        """Prior, score and posterior, as they are printed."""
        return {
            "prior": f"{self.working.prior:.4g}",
            "score": f"{self.standing.score:.4g}",
            "posterior": words.share(self.standing.posterior),
        }

    @property
    def odds(self) -> str:
        """The posterior as odds."""
        return words.odds(self.standing.posterior)

    def _pick(self, lines: Iterable[Line]) -> list[Reason]:
        by_finding = {reason.finding.id: reason for reason in self.reasons}
        return [by_finding[line.finding] for line in lines]


@dataclass(frozen=True)
class NextFinding:
    """A finding to look for next, with how to do it."""

    finding: Finding
    suggestion: Suggestion
    if_present: ConditionDocument
    if_absent: ConditionDocument

    @property
    def cost(self) -> str:
        """What it takes."""
        return words.COSTS[self.suggestion.cost]

    @property
    def gain(self) -> str:
        """Expected drop in entropy."""
        return f"{self.suggestion.gain:.2f} bit"

    @property
    def chance(self) -> str:
        """Its chance of being present."""
        return words.percent(self.suggestion.chance)


@dataclass(frozen=True)
class Results:
    """All that was made of the findings."""

    differential: Differential
    ranking: Ranking

    def row(self, standing: Standing) -> Row:
        """A standing as a row."""
        document = self.differential.documents[standing.slug]
        working = explain(self.ranking, standing.slug)
        numbers = {identity: n for n, identity in enumerate(document.own_cited_ids(), 1)}
        edition = self.differential.editions[standing.slug]
        address = reverse("edition", args=[standing.slug, edition])
        reasons = tuple(
            Reason(self.differential.vocabulary[line.finding], line, tuple(_sources(line, numbers, address)))
            for line in working.lines
        )
        return Row(document, edition, standing, working, reasons)

    @cached_property
    def rows(self) -> list[Row]:
        """Rows that are open."""
        return [self.row(standing) for standing in self.ranking.top(SHOWN)]

    @cached_property
    def folded(self) -> list[Row]:
        """The rows after them, at most fifty in all."""
        return [self.row(standing) for standing in self.ranking.top(50)[SHOWN:]]

    @property
    def not_separated(self) -> int:
        """How many from the top can't be told apart."""
        return self.ranking.not_separated

    @cached_property
    def everything(self) -> list[Row]:
        """All rows, for the working."""
        return [self.row(standing) for standing in self.ranking.standings]

    @cached_property
    def next(self) -> list[NextFinding]:
        """What to look for next."""
        documents = self.differential.documents
        return [
            NextFinding(
                self.differential.vocabulary[s.finding], s, documents[s.if_present], documents[s.if_absent]
            )
            for s in next_best(self.ranking)
        ]

    @property
    def remarks(self) -> list[str]:
        """What does not count by itself, and why."""
        return [
            text
            for remark in self.ranking.facts.remarks
            if (text := _remark(remark, self.differential.vocabulary))
        ]

    @property
    def total(self) -> str:
        """The sum of all scores, for the working."""
        return f"{self.ranking.total:.4g}"


def _remark(remark: Any, vocabulary: Mapping[str, Finding]) -> str:
    name = words.stated(vocabulary[remark.fact.finding], remark.fact.present)
    because = vocabulary[remark.because].name
    if remark.reason == "in-cluster":
        return f"{name}: counted within “{because}”."
    if remark.reason == "from-members":
        return f"{name}: follows from the tests that were entered, and counts in their place."
    return f"{name}: follows from “{because}” and is counted once." if remark.entered else ""


def _sources(line: Line, numbers: Mapping[str, int], address: str) -> Iterator[Source]:
    cited = [*line.citations, *(row.citation for row in line.published)]
    for identity in dict.fromkeys(cited_id(citation) for citation in cited):
        if identity in numbers:
            yield Source(str(numbers[identity]), f"{address}#ref-{numbers[identity]}")
