"""The citation_* tags of a page about one reference (Google Scholar, Zotero, Mendeley).

Only for such a page: elsewhere readers would take them for the page itself.
"""

from collections.abc import Iterator

from conditions.bibliography.dates import date_parts
from conditions.bibliography.names import inverted_name
from conditions.bibliography.pages import first_and_last
from conditions.document import Reference

CONTAINER_TAG = {
    "article-journal": "citation_journal_title",
    "article": "citation_journal_title",
    "chapter": "citation_inbook_title",
    "paper-conference": "citation_conference_title",
}
PUBLISHER_TAG = {
    "report": "citation_technical_report_institution",
    "standard": "citation_technical_report_institution",
    "thesis": "citation_dissertation_institution",
}


def citation_meta(reference: Reference) -> tuple[tuple[str, str], ...]:
    """The names and contents of the meta tags, one author each, in order; not HTML-escaped."""
    return tuple((name, value) for name, value in _tags(reference) if value)


def _tags(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "citation_title", reference.title
    yield from (("citation_author", inverted_name(person)) for person in reference.author)
    yield from (("citation_editor", inverted_name(person)) for person in reference.editor)
    yield CONTAINER_TAG.get(reference.type, "citation_series_title"), reference.container_title
    yield "citation_publication_date", "/".join(f"{part:02}" for part in date_parts(reference))
    yield "citation_volume", reference.volume
    yield "citation_issue", reference.issue
    first, last = first_and_last(reference.page or "")
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    yield PUBLISHER_TAG.get(reference.type, "citation_publisher"), reference.publisher
    if reference.type in ("report", "standard"):
        yield "citation_technical_report_number", reference.number
    yield "citation_issn", reference.ISSN
    yield "citation_isbn", reference.ISBN
    yield "citation_doi", reference.DOI
    yield "citation_pmid", reference.PMID
    yield "citation_language", reference.language
    yield "citation_public_url", reference.URL
