"""COinS: a reference hidden in a list page, for Zotero's "save selected items".

The string goes into `<span class="Z3988" title="…"></span>`; the template escapes it.
Pages with COinS carry no citation_* tags: Zotero would not read them.
"""

from collections.abc import Iterator
from urllib.parse import quote

from conditions.bibliography.names import inverted_name
from conditions.bibliography.pages import first_and_last
from conditions.document import Reference

BOOK_GENRES = {
    "book": "book",
    "chapter": "bookitem",
    "report": "report",
    "standard": "report",
    "paper-conference": "proceeding",
    "dataset": "document",
}
FORMATS = {"article-journal": "journal", "article": "journal", "webpage": "dc", "thesis": "dissertation"}


def coins(reference: Reference) -> str:
    """The reference as a key/value string of an OpenURL context object, not HTML-escaped."""
    pairs = [("ctx_ver", "Z39.88-2004"), *((k, v) for k, v in _pairs(reference) if v)]
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in pairs)


def _pairs(reference: Reference) -> Iterator[tuple[str, str | None]]:
    form = FORMATS.get(reference.type, "book")
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"
    if form == "journal":
        yield from _article(reference)
    elif form == "dc":
        yield from _web_page(reference)
    else:
        yield from _book(reference, form)
    if form != "dc":
        yield from _authors(reference)
        yield "rft.date", None if reference.issued is None else str(reference.issued)
        yield from _place(reference)
    yield from _identifiers(reference, form)


def _article(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "rft.genre", "article" if reference.type == "article-journal" else "preprint"
    yield "rft.atitle", reference.title
    yield "rft.jtitle", reference.container_title


def _web_page(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "rft.type", "webpage"
    yield "rft.title", reference.title
    yield "rft.source", reference.container_title
    yield "rft.publisher", reference.publisher
    yield from (("rft.creator", inverted_name(person)) for person in reference.author)
    yield "rft.date", None if reference.issued is None else str(reference.issued)
    yield "rft.identifier", reference.URL
    yield "rft.language", reference.language


def _book(reference: Reference, form: str) -> Iterator[tuple[str, str | None]]:
    genre = BOOK_GENRES.get(reference.type)
    yield "rft.genre", genre
    if reference.type in ("chapter", "paper-conference"):
        yield "rft.atitle", reference.title
        yield "rft.btitle", reference.container_title
    else:
        # Zotero takes btitle for books and reports only.
        yield "rft.title" if genre in (None, "document") else "rft.btitle", reference.title
    yield "rft.inst" if form == "dissertation" else "rft.pub", reference.publisher
    yield "rft.place", reference.publisher_place
    yield "rft.edition", reference.edition


def _authors(reference: Reference) -> Iterator[tuple[str, str | None]]:
    """The first person in parts and everybody in full, as the OpenURL formats ask."""
    first = reference.author[0] if reference.author else None
    if first is not None and first.literal is None:
        yield "rft.aulast", first.family
        yield "rft.aufirst", first.given
    yield from (("rft.au", inverted_name(p)) for p in reference.author if p.literal is None)
    yield from (("rft.aucorp", p.literal) for p in reference.author if p.literal is not None)


def _place(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "rft.volume", reference.volume
    yield "rft.issue", reference.issue
    first, last = first_and_last(reference.page or "")
    yield "rft.spage" if last else "rft.pages", first
    yield "rft.epage", last
    yield "rft.issn", reference.ISSN
    yield "rft.isbn", reference.ISBN
    yield "rft.language", reference.language


def _identifiers(reference: Reference, form: str) -> Iterator[tuple[str, str | None]]:
    yield "rft_id", f"info:doi/{reference.DOI}" if reference.DOI else None
    yield "rft_id", f"info:pmid/{reference.PMID}" if reference.PMID else None
    yield "rft_id", reference.URL if form != "dc" else None
