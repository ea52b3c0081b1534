"""Crossref's record of a DOI. https://api.crossref.org/swagger-ui/"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from conditions.bibliography.draft import Draft, Raw, Standing, tidy
from conditions.bibliography.lookup import BY_HAND, Fetch, LookUpError
from conditions.bibliography.parse_csl import raw_item

TYPES = {
    "journal-article": "article-journal",
    "posted-content": "article",
    **dict.fromkeys(("book", "monograph", "edited-book", "reference-book"), "book"),
    **dict.fromkeys(("book-chapter", "book-section", "book-part", "reference-entry"), "chapter"),
    "proceedings-article": "paper-conference",
    "dissertation": "thesis",
    **dict.fromkeys(("report", "report-component"), "report"),
    "standard": "standard",
    "dataset": "dataset",
}
RETRACTIONS = ("retraction", "withdrawal", "removal", "partial_retraction")
CORRECTIONS = ("correction", "corrigendum", "erratum", "expression_of_concern")


def crossref_url(doi: str) -> str:
    """Where Crossref's record of a DOI is."""
    return f"https://api.crossref.org/works/{quote(doi, safe='')}"


def by_doi(doi: str, fetch: Fetch) -> Draft:
    """The reference with this DOI. Raises LookUpError."""
    try:
        message = json.loads(fetch(crossref_url(doi)))["message"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise LookUpError(f"Crossref's answer can't be read. {BY_HAND}") from error
    if not isinstance(message, Mapping):
        raise LookUpError(f"Crossref's answer can't be read. {BY_HAND}")
    draft = tidy(_raw(message, doi))
    if isinstance(draft, str):
        raise LookUpError(f"Crossref's record can't be used. {draft} {BY_HAND}")
    return replace(draft, place="Crossref")


def _raw(message: Mapping[str, Any], doi: str) -> Raw:
    item = dict(message)
    item["type"] = TYPES.get(str(message.get("type")), str(message.get("type")))
    # With a volume the year of print is the one that is cited; `issued` is the earlier of print and online.
    item["issued"] = message.get("published-print") or message.get("issued")
    item["page"] = message.get("page") or message.get("article-number")
    raw = raw_item(item, "Crossref's record")
    raw.texts["DOI"] = raw.texts["DOI"] or doi
    # The address is the DOI's again; Crossref's notes and genres are none for readers.
    raw.texts |= {"URL": "", "note": "", "genre": ""}
    if raw.type not in ("book", "chapter", "report", "thesis", "dataset", "standard"):
        # An article's publisher is not cited; a preprint's is its server.
        raw.texts["publisher"] = raw.texts["publisher"] if raw.type == "article" else ""
    raw.standing, raw.standing_note = _standing(message)
    return raw


def _standing(message: Mapping[str, Any]) -> tuple[Standing, str]:
    """What later notices say of the work: `updated-by` lists them with their kind and DOI."""
    updates = message.get("updated-by")
    notices = [u for u in updates if isinstance(u, Mapping)] if isinstance(updates, list) else []
    for kinds, standing in ((RETRACTIONS, "retracted"), (CORRECTIONS, "corrected")):
        for notice in notices:
            if str(notice.get("type", "")).lower() in kinds:
                return (
                    standing,
                    f"{str(notice['type']).replace('_', ' ').capitalize()}: doi:{notice.get('DOI', '')}",
                )  # type: ignore[return-value]
    return "good", ""
