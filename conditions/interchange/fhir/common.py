"""What all resources share. Free of Django."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

FHIR_VERSION = "5.0.0"
CONTENT_TYPE = "application/fhir+json; fhirVersion=5.0"
MAX_ID = 64
LICENSE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Source:
    """Where a resource comes from: site and FHIR base address (without slash), publisher, version, date."""

    base: str
    publisher: str
    version: str
    at: datetime


def resource_id(slug: str) -> str:
    """The slug, or where it is longer than FHIR allows its beginning with ten digits of its SHA-256."""
    if len(slug) <= MAX_ID:
        return slug
    return f"{slug[: MAX_ID - 11]}-{short(slug)[:10]}"


def short(text: str) -> str:
    """Twelve hexadecimal digits of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def head(kind: str, identity: str, source: Source, *, name: str, title: str) -> dict[str, Any]:
    """The metadata of a canonical resource: its address does not change with the version."""
    return {
        "resourceType": kind,
        "id": identity,
        "url": f"{source.base}/{kind}/{identity}",
        "version": source.version,
        "name": name,
        "title": title,
        "status": "active",
        "experimental": True,
        "date": source.at.isoformat(),
        "publisher": source.publisher,
        "copyright": LICENSE,
    }


def text(words: str) -> dict[str, str]:
    """A CodeableConcept without a code."""
    return {"text": words}


def without_empty(value: Any) -> Any:
    """The value without empty members: FHIR forbids them."""
    if isinstance(value, dict):
        cleaned = {key: without_empty(item) for key, item in value.items()}
        return {key: item for key, item in cleaned.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [item for item in map(without_empty, value) if item not in (None, "", [], {})]
    return value


def outcome(severity: str, code: str, diagnostics: str) -> dict[str, Any]:
    """An OperationOutcome: FHIR's form of an error."""
    issue = {"severity": severity, "code": code, "diagnostics": diagnostics}
    return {"resourceType": "OperationOutcome", "issue": [issue]}


def bundle(
    resources: list[dict[str, Any]], *, base: str, own: str, total: int, following: str = ""
) -> dict[str, Any]:
    """A search result; `own` and `following` are the addresses of this page and the next."""
    links = [{"relation": "self", "url": own}]
    if following:
        links.append({"relation": "next", "url": following})
    return without_empty(
        {
            "resourceType": "Bundle",
            "type": "searchset",
            "total": total,
            "link": links,
            "entry": [
                {
                    "fullUrl": f"{base}/{resource['resourceType']}/{resource['id']}",
                    "resource": resource,
                    "search": {"mode": "match"},
                }
                for resource in resources
            ],
        }
    )
