"""The findings of a condition, by kind, with their accuracy studies."""

from collections.abc import Callable
from dataclasses import dataclass

from conditions.document import Accuracy, Association, ConditionDocument, Finding
from conditions.web.presenters.citing import Cite, Numbering
from conditions.web.presenters.frequency import Often, often
from conditions.web.presenters.words import BASES, KINDS, TAGS, limits, percent, ratio


@dataclass(frozen=True)
class Figure:
    """A figure as text with the limits of its 95 % interval, each empty where the source gives none."""

    text: str
    limits: str = ""

    def __str__(self) -> str:
        """`2.13 (1.2–3.9)`."""
        return f"{self.text} ({self.limits})" if self.limits else self.text

    def __bool__(self) -> bool:
        """Whether there is a figure."""
        return bool(self.text)


@dataclass(frozen=True)
class Study:
    """One accuracy study, its figures as text."""

    accuracy: Accuracy
    cite: Cite
    sensitivity: Figure
    specificity: Figure
    lr_positive: Figure
    lr_negative: Figure

    @property
    def mark(self) -> str:
        """What stands after a ratio: an asterisk where it was computed from sensitivity and specificity."""
        return computed(self.accuracy)


@dataclass(frozen=True)
class Row:
    """One finding of the table."""

    finding: Finding
    association: Association
    often: Often
    basis: str
    tags: str
    cites: tuple[Cite, ...]
    studies: tuple[Study, ...]


@dataclass(frozen=True)
class Group:
    """The findings of one kind; `measured` when any of them has an accuracy study."""

    kind: str
    label: str
    rows: tuple[Row, ...]

    @property
    def measured(self) -> bool:
        """Whether the table needs columns for accuracy."""
        return any(row.studies for row in self.rows)


def groups(document: ConditionDocument, numbering: Numbering) -> list[Group]:
    """The salient findings by kind, hallmarks first, then by frequency, in the order of the document."""
    vocabulary = {finding.id: finding for finding in document.vocabulary}
    rows = [_row(vocabulary[a.finding], a, numbering) for a in document.findings if a.salient]
    rows.sort(key=lambda row: (not row.association.hallmark, -row.often.rank))
    found = [
        Group(kind, label, tuple(r for r in rows if r.finding.kind == kind)) for kind, label in KINDS.items()
    ]
    return [group for group in found if group.rows]


def _row(finding: Finding, association: Association, numbering: Numbering) -> Row:
    return Row(
        finding,
        association,
        often(association),
        BASES[association.basis],
        ", ".join(TAGS[tag] for tag in association.tags),
        numbering.cites(association.citations),
        tuple(study(accuracy, numbering) for accuracy in association.accuracy),
    )


def study(accuracy: Accuracy, numbering: Numbering) -> Study:
    """A study with its figures as text."""
    return Study(
        accuracy,
        numbering.cite(accuracy.citation),
        figure(accuracy.sensitivity, accuracy.sensitivity_interval, percent),
        figure(accuracy.specificity, accuracy.specificity_interval, percent),
        figure(accuracy.lr_positive, accuracy.lr_positive_interval, ratio),
        figure(accuracy.lr_negative, accuracy.lr_negative_interval, ratio),
    )


def computed(accuracy: Accuracy) -> str:
    """An asterisk for a study whose ratios were computed from sensitivity and specificity, else nothing."""
    return "*" if accuracy.derived else ""


def figure(
    value: float | None, interval: tuple[float, float] | None, wording: Callable[[float], str]
) -> Figure:
    """A figure and its interval in words."""
    return Figure("" if value is None else wording(value), limits(interval, wording))
