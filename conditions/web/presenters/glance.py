"""The box that answers in ten seconds: where it hurts, who has it, what makes it worse, what shifts the odds."""

from dataclasses import dataclass

from conditions.document import ConditionDocument, Finding, Intervention
from conditions.web.presenters.plot import Line
from conditions.web.presenters.words import listed, plain

MOST_AGGRAVATING, MOST_TESTS, MOST_CARE = 5, 3, 5
TWOFOLD = 0.301  # in powers of ten


@dataclass(frozen=True)
class Glance:
    """The at-a-glance box; an empty part is left out of it."""

    where: str
    typical_patient: str
    worse: list[Finding]
    hallmarks: list[Finding]
    tests: list[Line]
    first_line: list[Intervention]


def glance(document: ConditionDocument, lines: list[Line]) -> Glance:
    """The box of a document; `lines` are its likelihood ratios, the strongest first."""
    vocabulary = {finding.id: finding for finding in document.vocabulary}
    likely = [a for a in document.findings if a.salient and a.frequency in ("very-frequent", "frequent")]
    likely.sort(key=lambda a: (not a.hallmark, a.frequency != "very-frequent"))
    worse = [vocabulary[a.finding] for a in likely if vocabulary[a.finding].group == "aggravating"]
    return Glance(
        where=listed([plain(region) for region in document.regions]).capitalize(),
        typical_patient=document.typical_patient or "",
        worse=worse[:MOST_AGGRAVATING],
        hallmarks=[vocabulary[a.finding] for a in document.findings if a.hallmark],
        tests=_one_each(lines)[:MOST_TESTS],
        first_line=[part for part in document.management if part.role == "first-line"][:MOST_CARE],
    )


def _one_each(lines: list[Line]) -> list[Line]:
    """One study for each finding, where it moves the odds at least twofold, the strongest first.

    The study marked preferred stands for its finding, else one that reports its ratios
    before one whose ratios were computed, else the largest. Computed ratios come last:
    they are often those of a few people in an extreme sample.
    """
    best: dict[str, Line] = {}
    for line in sorted(lines, key=lambda x: (not x.study.preferred, x.study.derived, -(x.study.n or 0))):
        best.setdefault(line.anchor, line)
    found = [line for line in best.values() if line.weight >= TWOFOLD]
    return sorted(found, key=lambda line: (line.study.derived and not line.study.preferred, -line.weight))
