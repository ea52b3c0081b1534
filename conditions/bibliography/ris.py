"""RIS, which every reference manager reads.

The tags are those that Zotero, EndNote and Mendeley agree on. Lines end with CRLF;
a record starts with TY and ends with ER. The study design is a keyword.
"""

from collections.abc import Iterable, Iterator

from conditions.bibliography.dates import date_parts
from conditions.bibliography.names import inverted_name
from conditions.bibliography.pages import first_and_last
from conditions.document import Reference

TYPES = {
    "article-journal": "JOUR",
    "article": "UNPB",
    "book": "BOOK",
    "chapter": "CHAP",
    "report": "RPRT",
    "webpage": "ELEC",
    "thesis": "THES",
    "paper-conference": "CONF",
    "dataset": "DATA",
    "standard": "STAND",
}


def ris(references: Iterable[Reference]) -> str:
    """A RIS file."""
    return "".join(f"{tag}  - {value}\r\n" for r in references for tag, value in _record(r))


def _record(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES[reference.type]
    for tag, value in _fields(reference):
        if value:
            # A line break would end the field.
            yield tag, " ".join(value.split())
    yield "ER", ""


def _fields(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "ID", reference.id
    yield from (("AU", inverted_name(person)) for person in reference.author)
    yield from (("A2", inverted_name(person)) for person in reference.editor)
    yield "TI", reference.title
    yield "T2", reference.container_title
    yield from _dates(reference)
    yield "VL", reference.volume
    yield "IS", reference.issue
    first, last = first_and_last(reference.page or "")
    yield "SP", first
    yield "EP", last
    yield "ET", reference.edition
    numbered = reference.type in ("report", "standard")
    yield ("SN" if numbered else "M1"), reference.number
    yield "M3", reference.genre
    yield "PB", reference.publisher
    yield "CY", reference.publisher_place
    yield "SN", None if numbered and reference.number else reference.ISSN or reference.ISBN
    yield "DO", reference.DOI
    yield "AN", reference.PMID
    yield "C2", reference.PMCID
    yield "UR", reference.URL
    yield "LA", reference.language
    yield "KW", reference.design
    yield "N1", reference.note


def _dates(reference: Reference) -> Iterator[tuple[str, str]]:
    parts = date_parts(reference)
    if parts:
        yield "PY", str(parts[0])
    if len(parts) > 1:
        yield "DA", "/".join([str(parts[0]), *(f"{part:02}" for part in parts[1:])]) + "/" * (4 - len(parts))
    if reference.accessed:
        yield "Y2", reference.accessed.strftime("%Y/%m/%d/")
