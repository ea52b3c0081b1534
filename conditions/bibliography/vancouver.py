"""Vancouver style (ICMJE, Citing Medicine of the National Library of Medicine).

A reference becomes parts with a role each, so that a template can set the
source in italics and link the DOI without trusting any markup; `text` is the
same as one plain line. tests/bibliography/test_vancouver.py shows the output
for every type.

Where this differs from the letter of Citing Medicine: journal names stand in full
(abbreviations are not in the content), a publisher that is also the only author is
not repeated, and what was not seen is left out, a missing date excepted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from conditions.bibliography.dates import date_parts, day_in_words, in_words
from conditions.bibliography.links import doi_url, pubmed_url
from conditions.bibliography.names import short_name
from conditions.bibliography.pages import short_range
from conditions.document import Person, Reference

Role = Literal["authors", "title", "source", "detail", "doi", "pmid", "url"]
AUTHORS_SHOWN = 6
UNDATED = "[date unknown]"
# The words in brackets after a title, where the type of the work wants some.
MEDIA = {"thesis": "dissertation", "dataset": "data set"}
ARTICLES = ("article-journal", "article")
PARTS_OF_A_WHOLE = ("chapter", "paper-conference")
AHEAD_OF_PRINT = {
    "ahead of print",
    "epub ahead of print",
    "online ahead of print",
    "online first",
    "in press",
}


@dataclass(frozen=True)
class FormattedPart:
    """A stretch of text with its role; `href` where it is a link. Spaces between parts are parts."""

    text: str
    role: Role
    href: str | None = None


@dataclass(frozen=True)
class FormattedReference:
    """A reference in Vancouver style: its parts in order."""

    parts: tuple[FormattedPart, ...]

    @property
    def text(self) -> str:
        """The reference as one plain line."""
        return "".join(part.text for part in self.parts)

    def __str__(self) -> str:
        return self.text


def vancouver(reference: Reference) -> FormattedReference:
    """The reference in Vancouver style."""
    parts = [
        _part(_ended(people(reference.author)), "authors"),
        _part(_title(reference), "title"),
        *_source(reference),
        *_identifiers(reference),
    ]
    return FormattedReference(tuple(_spaced(part for part in parts if part.text)))


def people(persons: tuple[Person, ...]) -> str:
    """The first six names, then "et al". A group is set off by a semicolon, people by commas."""
    out = ""
    for index, person in enumerate(persons[:AUTHORS_SHOWN]):
        grouped = person.literal is not None or (index and persons[index - 1].literal is not None)
        out += ("; " if grouped else ", ") if index else ""
        out += short_name(person)
    return out + (", et al" if len(persons) > AUTHORS_SHOWN else "")


def _part(text: str, role: Role, href: str | None = None) -> FormattedPart:
    return FormattedPart(text, role, href)


def _spaced(parts: Iterable[FormattedPart]) -> Iterable[FormattedPart]:
    """With a space between parts, as a part of its own: a link ends with its last letter."""
    for index, part in enumerate(parts):
        if index and not part.text.startswith("."):
            yield FormattedPart(" ", "detail")
        yield part


def _ended(text: str) -> str:
    """With a full stop, unless the text ends a sentence already."""
    text = text.strip()
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def _title(reference: Reference) -> str:
    title = reference.title.strip()
    marks = []
    if reference.type in MEDIA:
        marks.append(f"[{reference.genre or MEDIA[reference.type]}]")
    if not _host(reference) and reference.type not in PARTS_OF_A_WHOLE:
        marks += _internet(reference)
    if not marks:
        return _ended(title)
    return _ended(" ".join([title.removesuffix("."), *marks]))


def _host(reference: Reference) -> str:
    """The journal of an article, or the server of a preprint."""
    if reference.type not in ARTICLES:
        return ""
    return (reference.container_title or reference.publisher or "").strip().removesuffix(".")


def _is_on_the_web(reference: Reference) -> bool:
    """Whether the address is the way to the work: no DOI lasts longer, nor a PMID that finds the article."""
    if reference.URL is None or reference.DOI is not None:
        return False
    return reference.PMID is None or reference.type not in ARTICLES


def _internet(reference: Reference) -> list[str]:
    return ["[Internet]"] if _is_on_the_web(reference) else []


def _source(reference: Reference) -> list[FormattedPart]:
    if reference.type in ARTICLES:
        return _journal(reference)
    if reference.type in PARTS_OF_A_WHOLE:
        return _contained(reference)
    return _monograph(reference)


def _journal(reference: Reference) -> list[FormattedPart]:
    """`Journal. 2017 Mar;51(6):519-24.`"""
    genre = reference.genre or ("preprint" if reference.type == "article" else "")
    ahead = genre.lower() in AHEAD_OF_PRINT
    marks = [f"[{genre}]"] if genre and not ahead else []
    name = _host(reference)
    marks += _internet(reference) if name else []
    volume = (reference.volume or "") + (f"({reference.issue})" if reference.issue else "")
    where = f";{volume}" if volume else ""
    where += f":{short_range(reference.page)}" if reference.page else ""
    return [
        _part(_ended(" ".join(filter(None, [name, *marks]))), "source"),
        _part(_ended(_when(reference) + where), "detail"),
        _part("Online ahead of print." if ahead else "", "detail"),
    ]


def _when(reference: Reference) -> str:
    parts = date_parts(reference)
    when = in_words(parts) if parts else UNDATED
    if reference.accessed and _is_on_the_web(reference):
        when += f" [cited {day_in_words(reference.accessed)}]"
    return when


def _contained(reference: Reference) -> list[FormattedPart]:
    """`In: Editor AA, editor. Book. 2nd ed. Place: Publisher; 2002. p. 93-113.`"""
    out = []
    editors = _editors(reference)
    if reference.container_title:
        out.append(_part(_ended(f"In: {editors}") if editors else "In:", "detail"))
        out.append(_part(_ended(" ".join([reference.container_title, *_internet(reference)])), "source"))
    elif editors:
        out.append(_part(_ended(editors), "detail"))
    out += _imprint(reference)
    if reference.page:
        out.append(_part(f"p. {short_range(reference.page)}.", "detail"))
    return out


def _editors(reference: Reference) -> str:
    if not reference.editor:
        return ""
    return f"{people(reference.editor)}, {'editor' if len(reference.editor) == 1 else 'editors'}"


def _monograph(reference: Reference) -> list[FormattedPart]:
    """A book, report, standard, thesis, data set or web page."""
    out = []
    if reference.editor:
        out.append(_part(_ended(_editors(reference)), "detail"))
    site = reference.container_title
    if site and site not in {reference.title, *(p.literal for p in reference.author)}:
        out.append(_part(_ended(site), "source"))
    out += _imprint(reference)
    if reference.number:
        label = "Standard No." if reference.type == "standard" else "Report No."
        out.append(_part(f"{label}: {_ended(reference.number)}", "detail"))
    if reference.type == "book" and reference.page:
        out.append(_part(f"p. {short_range(reference.page)}.", "detail"))
    return out


def _imprint(reference: Reference) -> list[FormattedPart]:
    """`2nd ed. Place: Publisher; 2002.`"""
    out = []
    if reference.volume:
        out.append(_part(f"Vol. {_ended(reference.volume)}", "detail"))
    if reference.edition:
        bare = reference.edition.rstrip(". ")
        out.append(_part(f"{bare} ed." if "ed" not in bare.lower().split() else f"{bare}.", "detail"))
    publisher = reference.publisher
    if publisher and [publisher] == [person.literal for person in reference.author]:
        publisher = None
    place = ": ".join(part for part in (reference.publisher_place, publisher) if part)
    when = _when(reference)
    out.append(_part(_ended(f"{place}; {when}" if place else when), "detail"))
    return out


def _identifiers(reference: Reference) -> list[FormattedPart]:
    """`doi:10.1000/x. PMID: 123.`, or the address where there is neither."""
    out = []
    if reference.DOI:
        out += [_part(f"doi:{reference.DOI}", "doi", doi_url(reference.DOI)), _part(".", "detail")]
    if reference.PMID:
        out += [_part(f"PMID: {reference.PMID}", "pmid", pubmed_url(reference.PMID)), _part(".", "detail")]
    if _is_on_the_web(reference) and reference.URL:
        out += [_part("Available from:", "detail"), _part(reference.URL, "url", reference.URL)]
    return out
