"""A finding across the published conditions: for which it speaks, and against which."""

from collections.abc import Iterable
from dataclasses import dataclass

from conditions.document import Association, ConditionDocument, Finding
from conditions.web.presenters import plot
from conditions.web.presenters.citing import Cite, Numbering, Source
from conditions.web.presenters.findings_table import Study, study
from conditions.web.presenters.frequency import Often, often
from conditions.web.presenters.words import BASES, KINDS

FOR, AGAINST = ("very-frequent", "frequent"), ("very-rare", "excluded")


@dataclass(frozen=True)
class InCondition:
    """The finding in one condition; citations carry the numbers of that condition's page."""

    document: ConditionDocument
    association: Association
    often: Often
    basis: str
    cites: tuple[Cite, ...]
    studies: tuple[Study, ...]

    @property
    def measured(self) -> tuple[Study, ...]:
        """The studies that report a likelihood ratio."""
        return tuple(one for one in self.studies if one.lr_positive or one.lr_negative)


@dataclass(frozen=True)
class Leaning:
    """Conditions in which the finding is about as common."""

    label: str
    rows: tuple[InCondition, ...]


def in_condition(document: ConditionDocument, finding: str) -> InCondition | None:
    """The finding in a document, or None where the document does not name it."""
    association = next((a for a in document.findings if a.finding == finding), None)
    if association is None:
        return None
    numbering = Numbering(document)
    return InCondition(
        document,
        association,
        often(association),
        BASES[association.basis],
        numbering.cites(association.citations),
        tuple(study(accuracy, numbering) for accuracy in association.accuracy),
    )


def leanings(documents: Iterable[ConditionDocument], finding: str) -> list[Leaning]:
    """The conditions that name the finding: where it is common, now and then, and where it speaks against."""
    rows = [row for document in documents if (row := in_condition(document, finding))]
    rows.sort(key=lambda r: (-r.often.rank, not r.association.hallmark, not r.studies, r.document.name))
    groups = (
        ("Speaks for", FOR),
        ("Now and then", ("occasional",)),
        ("Speaks against", AGAINST),
    )
    found = [
        Leaning(label, tuple(r for r in rows if r.association.frequency in frequencies))
        for label, frequencies in groups
    ]
    return [leaning for leaning in found if leaning.rows]


def ratios(found: list[Leaning]) -> list[plot.Line]:
    """The likelihood ratios of the finding, one line for each study, labelled by condition."""
    return plot.lines(
        (row.document.name, f"in-{row.document.slug}", one.accuracy, one.cite)
        for leaning in found
        for row in leaning.rows
        for one in row.studies
    )


def sources(row: InCondition) -> list[Source]:
    """The references that stand behind the finding in a condition, by their number on its page."""
    cites = {cite.number: cite for cite in (*row.cites, *(one.cite for one in row.studies))}
    return [Source(number, cites[number].reference) for number in sorted(cites)]


def by_kind(findings: Iterable[Finding]) -> list[tuple[str, str, list[Finding]]]:
    """Kind, heading and findings, by name."""
    ordered = sorted(findings, key=lambda finding: finding.name.lower())
    groups = [(kind, label, [f for f in ordered if f.kind == kind]) for kind, label in KINDS.items()]
    return [group for group in groups if group[2]]
