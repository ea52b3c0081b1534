r"""BibTeX, for LaTeX and JabRef.

The file is UTF-8, with LaTeX's own characters escaped; words whose capitals a style
would lower ("MRI", "McGee") are protected by braces, groups as authors by double ones.
"""

import re
from collections.abc import Iterable, Iterator

from conditions.bibliography.bibtex_scan import MONTHS
from conditions.bibliography.dates import date_parts
from conditions.bibliography.names import SUFFIXES
from conditions.document import Person, Reference

TYPES = {
    "article-journal": "article",
    "article": "misc",
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
    "webpage": "misc",
    "thesis": "phdthesis",
    "paper-conference": "inproceedings",
    "dataset": "misc",
    "standard": "misc",
}
PUBLISHER_FIELD = {"report": "institution", "thesis": "school"}
CONTAINER_FIELD = {"article-journal": "journal", "article": "howpublished", "webpage": "howpublished"}
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_{}"},
}
# A capital anywhere but at the start of a word, or a word that is one capital: a style would lower it.
_CAPITALS = re.compile(r"\w+[A-Z]\w*|[A-Z]\d\w*|\b[B-HJ-Z]\b")


def bibtex(references: Iterable[Reference]) -> str:
    """A BibTeX file."""
    return "\n".join(_entry(reference) for reference in references)


def escaped(text: str) -> str:
    """The text with LaTeX's own characters escaped, on one line."""
    line = "".join(_ESCAPES.get(character, character) for character in " ".join(text.split()))
    # LaTeX joins two hyphens to a dash.
    return line.replace("--", "-{}-")


def protected(title: str) -> str:
    """Escaped, with braces around words whose capitals are part of the word."""
    return " ".join(
        f"{{{escaped(word)}}}" if _CAPITALS.search(word) else escaped(word) for word in title.split()
    )


def _entry(reference: Reference) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(reference))
    return f"@{TYPES[reference.type]}{{{reference.id},\n{fields}}}\n"


def _people(persons: tuple[Person, ...]) -> str:
    return " and ".join(map(_person, persons))


def _person(person: Person) -> str:
    if person.literal is not None:
        return f"{{{escaped(person.literal)}}}"
    family, given = escaped(str(person.family)), escaped(person.given or "")
    # BibTeX would part a name at the word "and".
    family = f"{{{family}}}" if re.search(r"(?i)\band\b", family) else family
    words = given.replace(",", " ").split()
    if len(words) > 1 and words[-1].rstrip(".").lower() in SUFFIXES:
        return f"{family}, {words[-1]}, {' '.join(words[:-1])}"
    if given:
        return f"{family}, {given}"
    # Several words without a given name would be taken for given and family name, but for particles.
    return family if all(word.islower() for word in family.split()[:-1]) else f"{{{family}}}"


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    parts = date_parts(reference)
    texts = {
        "author": _people(reference.author),
        "editor": _people(reference.editor),
        "title": protected(reference.title),
        CONTAINER_FIELD.get(reference.type, "booktitle"): escaped(reference.container_title or ""),
        "year": str(parts[0]) if parts else "",
    }
    yield from ((name, f"{{{value}}}") for name, value in texts.items() if value)
    if len(parts) > 1 and 1 <= parts[1] <= 12:
        yield "month", MONTHS[parts[1] - 1]
    rest = {
        "volume": reference.volume,
        "number": reference.issue or reference.number,
        "pages": reference.page,
        "edition": reference.edition,
        PUBLISHER_FIELD.get(reference.type, "publisher"): reference.publisher,
        "address": reference.publisher_place,
        "type": reference.genre,
        "issn": reference.ISSN,
        "isbn": reference.ISBN,
        "doi": reference.DOI,
        "pmid": reference.PMID,
        "pmcid": reference.PMCID,
        "url": reference.URL,
        "urldate": reference.accessed.isoformat() if reference.accessed else None,
        "language": reference.language,
        "keywords": reference.design,
        "note": reference.note,
    }
    for name, value in rest.items():
        if value:
            yield name, f"{{{WRITERS.get(name, escaped)(value)}}}"


def _page_range(page: str) -> str:
    return escaped(page).replace("-", "--")


def _address(address: str) -> str:
    """Addresses are printed as they stand; a brace or backslash is percent-encoded, so that braces balance."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


WRITERS = {"pages": _page_range, "doi": _address, "url": _address}
