"""The published findings and references in memory, for labels, suggestions and recognition."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pyroaring import BitMap

from conditions.catalogue.postings import TermSets
from conditions.catalogue.words import form, plain_words
from conditions.differential.recognise import Recogniser
from conditions.document import Finding, Reference

Row = tuple[int, str, str]


class FindingShelf:
    """The vocabulary of findings."""

    def __init__(self) -> None:
        self.by_id: dict[str, Finding] = {}
        self.words = TermSets()
        self._numbers: dict[int, str] = {}

    def put(self, rows: Iterable[Row]) -> set[str]:
        """Take rows in, or their newer state; returns the plain words of their names."""
        spoken: set[str] = set()
        for number, slug, body in rows:
            finding = Finding.model_validate_json(body)
            own = {w for name in names_of(finding) for w in plain_words(name)}
            if number in self._numbers:
                self.words.forget(number)
            self._numbers[number] = slug
            self.by_id[slug] = finding
            self.words.add(number, {form(word) for word in own})
            spoken |= own
        if spoken:
            self.__dict__.pop("recogniser", None)
        return spoken

    def label(self, slug: str) -> str:
        """The name of a finding, or its id made readable where it is not published."""
        finding = self.by_id.get(slug)
        return finding.name if finding else slug.replace("-", " ").capitalize()

    def at(self, rows: BitMap) -> list[Finding]:
        """The findings with these numbers."""
        return [self.by_id[self._numbers[row]] for row in rows]

    @cached_property
    def recogniser(self) -> Recogniser:
        """Reads findings from text; made anew when the vocabulary changes (some 40 ms)."""
        return Recogniser(self.by_id.values())


def names_of(finding: Finding) -> tuple[str, ...]:
    """Everything that a finding is called."""
    return (finding.name, *finding.synonyms, *finding.search_terms)


@dataclass(frozen=True, slots=True)
class Source:
    """A reference as suggestions show it."""

    slug: str
    title: str
    authors: str
    year: int | None


class ReferenceShelf:
    """The published references."""

    def __init__(self) -> None:
        self.words = TermSets()
        self._sources: dict[int, Source] = {}

    def put(self, rows: Iterable[Row]) -> set[str]:
        """Take rows in, or their newer state; returns the family names of their authors."""
        names: set[str] = set()
        for number, slug, body in rows:
            reference = Reference.model_validate_json(body)
            authors = [person.family or person.literal or "" for person in reference.author]
            if number in self._sources:
                self.words.forget(number)
            shown = f"{authors[0]} et al." if len(authors) > 2 else " and ".join(authors)
            self._sources[number] = Source(slug, reference.title, shown, reference.year)
            spoken = plain_words(" ".join([reference.title, *authors, str(reference.year or ""), slug]))
            self.words.add(number, {form(word) for word in spoken})
            names.update(word for author in authors for word in plain_words(author))
        return names

    def at(self, rows: Iterable[int]) -> list[Source]:
        """The references with these numbers."""
        return [self._sources[row] for row in rows]
