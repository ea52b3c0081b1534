"""A reference as a Citation."""

from typing import Any

from conditions.bibliography.links import doi_url
from conditions.document import Person, Reference
from conditions.interchange.fhir.common import Source, head, resource_id, text, without_empty


def citation(reference: Reference, source: Source) -> dict[str, Any]:
    """The Citation resource of a reference."""
    identity = resource_id(reference.id)
    name = "Reference_" + reference.id.replace("-", "_")
    value = head("Citation", identity, source, name=name, title=reference.title[:200]) | {
        "citedArtifact": {
            "identifier": _identifiers(reference),
            "title": [{"text": reference.title}],
            "publicationForm": [_form(reference)],
            "webLocation": [{"url": url} for url in _locations(reference)],
            "classification": [{"type": text("study design"), "classifier": [text(reference.design)]}],
            "contributorship": {
                "complete": False,
                "entry": [
                    *(_entry(person, "author", rank) for rank, person in enumerate(reference.author, 1)),
                    *(_entry(person, "editor", rank) for rank, person in enumerate(reference.editor, 1)),
                ],
            }
            if reference.author or reference.editor
            else None,
            "note": [{"text": reference.note}] if reference.note else [],
        },
    }
    cleaned: dict[str, Any] = without_empty(value)
    return cleaned


def _identifiers(reference: Reference) -> list[dict[str, str]]:
    pairs = [
        ("https://doi.org", reference.DOI),
        ("https://pubmed.ncbi.nlm.nih.gov", reference.PMID),
        ("https://www.ncbi.nlm.nih.gov/pmc", reference.PMCID),
    ]
    return [{"system": system, "value": value} for system, value in pairs if value]


def _form(reference: Reference) -> dict[str, Any]:
    issued = str(reference.issued) if reference.issued else None
    numbers = (reference.page or "").replace("–", "-").split("-")
    return {
        "publishedIn": {
            "type": text("journal") if reference.type.startswith("article") else text(reference.type),
            "title": reference.container_title,
            "publisher": {"display": reference.publisher} if reference.publisher else None,
            "publisherLocation": reference.publisher_place,
            "identifier": [
                {"system": system, "value": value}
                for system, value in (("urn:issn", reference.ISSN), ("urn:isbn", reference.ISBN))
                if value
            ],
        },
        "volume": reference.volume,
        "issue": reference.issue,
        "articleDate": issued,
        "publicationDateText": issued,
        "pageString": reference.page,
        "firstPage": numbers[0].strip() if len(numbers) == 2 else None,
        "lastPage": numbers[1].strip() if len(numbers) == 2 else None,
    }


def _locations(reference: Reference) -> list[str]:
    found = [doi_url(reference.DOI)] if reference.DOI else []
    return [*found, *([reference.URL] if reference.URL else [])]


def _entry(person: Person, kind: str, rank: int) -> dict[str, Any]:
    name = person.literal or " ".join(part for part in (person.given, person.family) if part)
    return {
        "contributor": {"display": name},
        "forenameInitials": None if person.literal else person.given,
        "contributionType": [text(kind)],
        "rankingOrder": rank,
    }
