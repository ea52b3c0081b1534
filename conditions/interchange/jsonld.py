"""A published condition in schema.org's words: MedicalWebPage about a MedicalCondition.

Free of Django. Only what the page shows: findings that a condition goes with and that
the main table lists, treatments that have a place. Red flags have no property and are
left out. schema.org has no evidence for a single statement, so none is claimed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from conditions.bibliography.links import doi_url, pubmed_url
from conditions.document import ConditionDocument, Reference

CODE_SETS = {
    "ICD-10-CM": "http://hl7.org/fhir/sid/icd-10-cm",
    "ICD-10": "http://hl7.org/fhir/sid/icd-10",
    "ICD-11": "http://id.who.int/icd/release/11/mms",
    "SNOMED-CT": "http://snomed.info/sct",
}
SEEN = ("very-frequent", "frequent", "occasional")
USED = ("first-line", "second-line", "specialist")


@dataclass(frozen=True)
class Publication:
    """What the page knows beyond the document; addresses are absolute."""

    url: str
    edition_url: str
    number: int
    published_on: date
    first_published_on: date
    publisher: str
    publisher_url: str
    reviewer: str = ""


def page(
    document: ConditionDocument, publication: Publication, others: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    """The page as linked data; `others` has name and address of the conditions named as differentials."""
    value = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": publication.url,
        "url": publication.url,
        "name": document.name,
        "description": document.summary,
        "inLanguage": "en",
        "version": str(publication.number),
        "isBasedOn": publication.edition_url,
        "datePublished": publication.first_published_on.isoformat(),
        "dateModified": publication.published_on.isoformat(),
        "lastReviewed": document.reviewed_on.isoformat() if document.reviewed_on else None,
        "reviewedBy": {"@type": "Person", "name": publication.reviewer} if publication.reviewer else None,
        "publisher": {
            "@type": "Organization",
            "name": publication.publisher,
            "url": publication.publisher_url,
        },
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "medicalAudience": {"@type": "MedicalAudience", "audienceType": "Clinician"},
        "aspect": [section.kind for section in document.sections],
        "citation": [_citation(reference) for reference in document.bibliography],
        "mainEntity": _condition(document, publication, others),
    }
    return _without_empty(value)


def _condition(
    document: ConditionDocument, publication: Publication, others: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    sections = {section.kind: [s.text for s in section.statements] for section in document.sections}
    return {
        "@type": "MedicalCondition",
        "@id": f"{publication.url}#condition",
        "name": document.name,
        "alternateName": [*([document.abbreviation] if document.abbreviation else []), *document.synonyms],
        "code": [
            {
                "@type": "MedicalCode",
                "codeValue": code.code,
                "codingSystem": code.system,
                "inCodeSet": CODE_SETS[code.system],
            }
            for code in document.codes
        ],
        "associatedAnatomy": [
            {"@type": "SuperficialAnatomy", "name": region.replace("-", " ")} for region in document.regions
        ],
        "signOrSymptom": _named(
            document, {"symptom": "MedicalSymptom", "sign": "MedicalSign", "test": "MedicalSign"}
        ),
        "typicalTest": _named(document, {"imaging": "ImagingTest", "laboratory": "MedicalTest"}),
        "cause": [{"@type": "MedicalCause", "name": text} for text in sections.get("causes", [])],
        "expectedPrognosis": " ".join(sections.get("prognosis", [])),
        "possibleTreatment": [
            {"@type": "MedicalTherapy", "name": part.name, "description": part.text}
            for part in document.management
            if part.role in USED
        ],
        "differentialDiagnosis": [
            {
                "@type": "DDxElement",
                "diagnosis": {
                    "@type": "MedicalCondition",
                    "name": others[part.condition][0],
                    "url": others[part.condition][1],
                },
                "distinguishingSign": {"@type": "MedicalSignOrSymptom", "description": part.text},
            }
            for part in document.differentials
            if part.condition in others
        ],
    }


def _named(document: ConditionDocument, types: Mapping[str, str]) -> list[dict[str, Any]]:
    findings = {finding.id: finding for finding in document.vocabulary}
    return [
        {
            "@type": types[finding.kind],
            "name": finding.name,
            "identifyingExam": {"@type": "PhysicalExam", "name": finding.name}
            if finding.kind == "test"
            else None,
        }
        for association in document.findings
        if association.salient and association.frequency in SEEN
        for finding in [findings[association.finding]]
        if finding.kind in types
    ]


def _citation(reference: Reference) -> dict[str, Any]:
    """By one address where it has any: the full reference stands on the page, and a page is to stay small."""
    article = reference.type in ("article-journal", "article")
    address = _address(reference)
    return {
        "@type": "ScholarlyArticle" if article else "CreativeWork",
        "name": None if address else reference.title,
        "sameAs": address,
    }


def _address(reference: Reference) -> str | None:
    if reference.DOI:
        return doi_url(reference.DOI)
    return pubmed_url(reference.PMID) if reference.PMID else None


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        cleaned = {key: _without_empty(item) for key, item in value.items()}
        return {key: item for key, item in cleaned.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value


@dataclass(frozen=True)
class DataBlock:
    """JSON for a script block of a page: data, which no browser runs.

    `<`, `>` and `&` are written as escapes, so nothing in the data can end the block;
    that makes the text safe as it stands.
    """

    value: Any

    def __html__(self) -> str:
        text = json.dumps(self.value, ensure_ascii=False, separators=(",", ":"))
        return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
