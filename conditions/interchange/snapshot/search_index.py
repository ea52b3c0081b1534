"""The search index of the snapshot: JavaScript that a page loads from a file, where it could not fetch JSON."""

import json
from collections.abc import Iterator
from typing import Any

from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.catalogue.read import document_of
from conditions.document import Finding, Reference
from conditions.interchange.addresses import condition, optional
from conditions.interchange.snapshot.addresses import file_of


def script() -> str:
    """A script that sets `SEARCH_INDEX`."""
    rows = [*_conditions(), *_findings(), *_references()]
    return f"self.SEARCH_INDEX = {json.dumps(rows, ensure_ascii=False, separators=(',', ':'))};\n"


def _conditions() -> Iterator[dict[str, Any]]:
    for entry in ConditionEntry.objects.filter(withdrawn=False).defer("vector").order_by("name"):
        document = document_of(entry)
        names = [document.name, document.abbreviation or "", *document.synonyms, *document.search_terms]
        findings = [name for f in document.vocabulary for name in (f.name, *f.synonyms)]
        yield {
            "kind": "Condition",
            "url": file_of(condition(entry.slug)),
            "name": document.name,
            "names": [*names, *(code.code for code in document.codes)],
            "text": " ".join([document.summary, *findings]),
            "summary": document.summary,
            "region": document.regions,
            "category": document.category,
            "edition": entry.edition,
        }


def _findings() -> Iterator[dict[str, Any]]:
    for slug, body in FindingEntry.objects.order_by("name").values_list("slug", "body"):
        path = optional("finding", slug)
        if path:
            finding = Finding.model_validate_json(body)
            yield {
                "kind": "Finding",
                "url": file_of(path),
                "name": finding.name,
                "names": [finding.name, *finding.synonyms, *finding.search_terms],
                "text": finding.definition or "",
                "summary": finding.definition or "",
            }


def _references() -> Iterator[dict[str, Any]]:
    for slug, body in ReferenceEntry.objects.listed().order_by("slug").values_list("slug", "body"):
        path = optional("reference", slug)
        if path:
            reference = Reference.model_validate_json(body)
            authors = " ".join(person.family or person.literal or "" for person in reference.author)
            yield {
                "kind": "Reference",
                "url": file_of(path),
                "name": reference.title,
                "names": [reference.title],
                "text": f"{authors} {reference.year or ''}",
                "summary": f"{reference.container_title or ''} {reference.year or ''}".strip(),
            }
