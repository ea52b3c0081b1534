"""Documents as templates need them: numbered citations, findings joined with their associations."""

from collections.abc import Sequence
from dataclasses import dataclass

from conditions.document import (
    Accuracy,
    Association,
    Citation,
    ConditionDocument,
    Finding,
    Reference,
    cited_id,
)

KINDS = (
    ("history", "History"),
    ("symptom", "Symptoms"),
    ("sign", "Signs"),
    ("test", "Tests"),
    ("imaging", "Imaging"),
    ("laboratory", "Laboratory"),
)


@dataclass(frozen=True)
class Cite:
    """A citation as printed: its number in the reference list."""

    number: int
    reference: Reference
    locator: str


@dataclass(frozen=True)
class Row:
    """One row of the findings table."""

    finding: Finding
    association: Association
    cites: tuple[Cite, ...]
    accuracy: tuple[tuple[Accuracy, Cite], ...]


class ConditionPage:
    """A document with its citations numbered in order of appearance."""

    def __init__(self, document: ConditionDocument) -> None:
        self.document = document
        self._references = {reference.id: reference for reference in document.bibliography}
        shown = document.model_copy(update={"vocabulary": ()}).cited_ids()
        self._numbers = {identity: number for number, identity in enumerate(shown, 1)}
        self.references = [(number, self._references[identity]) for identity, number in self._numbers.items()]
        self.findings = {finding.id: finding for finding in document.vocabulary}

    def cites(self, citations: Sequence[Citation]) -> tuple[Cite, ...]:
        """The citations with their numbers."""
        return tuple(
            Cite(
                self._numbers[cited_id(citation)],
                self._references[cited_id(citation)],
                "" if isinstance(citation, str) else citation.locator,
            )
            for citation in citations
        )

    @property
    def sections(self) -> list[tuple[str, list[tuple[object, tuple[Cite, ...]]]]]:
        """Sections with their statements and numbered citations."""
        return [
            (section.kind, [(statement, self.cites(statement.citations)) for statement in section.statements])
            for section in self.document.sections
        ]

    @property
    def red_flags(self) -> list[Finding]:
        """Urgent findings that the document names."""
        return [finding for finding in self.document.vocabulary if finding.urgency]

    @property
    def finding_groups(self) -> list[tuple[str, list[Row]]]:
        """Salient findings by kind."""
        rows = [
            Row(
                self.findings[a.finding],
                a,
                self.cites(a.citations),
                tuple((study, self.cites([study.citation])[0]) for study in a.accuracy),
            )
            for a in self.document.findings
            if a.salient
        ]
        groups = [(label, [row for row in rows if row.finding.kind == kind]) for kind, label in KINDS]
        return [(label, found) for label, found in groups if found]

    @property
    def management(self) -> list[tuple[object, tuple[Cite, ...]]]:
        """Interventions with numbered citations."""
        return [(part, self.cites(part.citations)) for part in self.document.management]

    @property
    def differentials(self) -> list[tuple[object, tuple[Cite, ...]]]:
        """Differentials with numbered citations."""
        return [(part, self.cites(part.citations)) for part in self.document.differentials]

    @property
    def claims(self) -> list[tuple[object, tuple[Cite, ...]]]:
        """Claims with numbered citations."""
        return [(part, self.cites(part.citations)) for part in self.document.claims]
