"""Numbered citations: the number that the page prints is the position in the edition's reference list."""

from collections.abc import Sequence
from dataclasses import dataclass

from conditions.bibliography.vancouver import FormattedReference, vancouver
from conditions.catalogue.reference_search import DESIGNS
from conditions.document import Citation, ConditionDocument, Person, Reference, cited_id
from conditions.web.presenters.words import STANDINGS


@dataclass(frozen=True)
class Cite:
    """One citation as printed: its number, whom it names, where in the source."""

    number: int
    reference: Reference
    locator: str

    @property
    def short(self) -> str:
        """First author and year: `Grimaldi 2017`."""
        return short_name(self.reference)

    @property
    def label(self) -> str:
        """What a screen reader says: `Reference 3: Grimaldi 2017`."""
        return f"Reference {self.number}: {self.short}"


@dataclass(frozen=True)
class Source:
    """One entry of the reference list, with what is known of it today."""

    number: int
    reference: Reference
    standing: str = ""
    note: str = ""

    @property
    def formatted(self) -> FormattedReference:
        """The reference in Vancouver style."""
        return vancouver(self.reference)

    @property
    def design(self) -> str:
        """The study design in words."""
        return DESIGNS[self.reference.design]

    @property
    def standing_word(self) -> str:
        """`Retracted` or `Corrected`; empty in good standing."""
        return STANDINGS.get(self.standing, self.standing.capitalize())


def short_name(reference: Reference) -> str:
    """First author and year, as one speaks of a paper."""
    people: tuple[Person, ...] = reference.author or reference.editor
    who = (people[0].family or people[0].literal or "") if people else reference.title[:40]
    return f"{who} {reference.year or 'no date'}"


class Numbering:
    """The numbers of a document's references."""

    def __init__(self, document: ConditionDocument) -> None:
        self._references = {reference.id: reference for reference in document.bibliography}
        self._numbers = {identity: number for number, identity in enumerate(document.own_cited_ids(), 1)}

    def cites(self, citations: Sequence[Citation]) -> tuple[Cite, ...]:
        """The citations with their numbers."""
        return tuple(self.cite(citation) for citation in citations)

    def cite(self, citation: Citation) -> Cite:
        """One citation with its number."""
        identity = cited_id(citation)
        locator = "" if isinstance(citation, str) else citation.locator
        return Cite(self._numbers[identity], self._references[identity], locator)

    def sources(self, standings: dict[str, tuple[str, str]]) -> list[Source]:
        """The reference list, each with its standing and the note to it (see catalogue.beside)."""
        return [
            Source(number, self._references[identity], *standings.get(identity, ("", "")))
            for identity, number in self._numbers.items()
        ]
