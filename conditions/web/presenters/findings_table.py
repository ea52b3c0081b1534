"""The findings of a condition, by kind, with their accuracy studies."""

from dataclasses import dataclass

from conditions.document import Accuracy, Association, ConditionDocument, Finding
from conditions.web.presenters.citing import Cite, Numbering
from conditions.web.presenters.frequency import Often, often
from conditions.web.presenters.words import BASES, KINDS, TAGS, percent, ratio


@dataclass(frozen=True)
class Study:
    """One accuracy study, its figures as text; empty where the source gives none."""

    accuracy: Accuracy
    cite: Cite
    sensitivity: str
    specificity: str
    lr_positive: str
    lr_negative: str


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
        _text(accuracy.sensitivity, percent),
        _text(accuracy.specificity, percent),
        _text(accuracy.lr_positive, ratio),
        _text(accuracy.lr_negative, ratio),
    )


def _text(value, wording) -> str:
    return "" if value is None else wording(value)
