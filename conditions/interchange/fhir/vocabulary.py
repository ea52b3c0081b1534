"""The finding vocabulary as a CodeSystem, and the findings of a condition as a ValueSet."""

from collections.abc import Iterable
from typing import Any

from conditions.document import ConditionDocument, Finding
from conditions.interchange.fhir.common import Source, head, resource_id, without_empty

FINDINGS = "findings"


def code_system(findings: Iterable[Finding], source: Source) -> dict[str, Any]:
    """Every finding as a concept: definition, synonyms, kind, group, urgency and broader findings."""
    concepts = [_concept(finding) for finding in sorted(findings, key=lambda f: f.id)]
    value = head(
        "CodeSystem", FINDINGS, source, name="Findings", title="Findings of buttock and hip pain"
    ) | {
        "description": "Symptoms, signs, tests, history and results that the conditions are told apart by.",
        "caseSensitive": True,
        "hierarchyMeaning": "is-a",
        "content": "complete",
        "count": len(concepts),
        "property": [
            {
                "code": "kind",
                "description": "Symptom, sign, test, history, imaging or laboratory.",
                "type": "code",
            },
            {"code": "group", "description": "Where it is listed.", "type": "code"},
            {"code": "urgency", "description": "A red flag: emergency or urgent.", "type": "code"},
            {
                "code": "parent",
                "uri": "http://hl7.org/fhir/concept-properties#parent",
                "description": "A broader finding.",
                "type": "code",
            },
        ],
        "concept": concepts,
    }
    cleaned: dict[str, Any] = without_empty(value)
    return cleaned


def _concept(finding: Finding) -> dict[str, Any]:
    properties: list[tuple[str, str | None]] = [
        ("kind", finding.kind),
        ("group", finding.group),
        ("urgency", finding.urgency),
    ]
    properties += [("parent", broader) for broader in finding.broader]
    return {
        "code": finding.id,
        "display": finding.name,
        "definition": finding.definition,
        "designation": [{"language": "en", "value": synonym} for synonym in finding.synonyms],
        "property": [{"code": code, "valueCode": value} for code, value in properties if value],
    }


def value_set(document: ConditionDocument, source: Source) -> dict[str, Any]:
    """The findings that an edition names, those that speak against the condition included."""
    names = {finding.id: finding.name for finding in document.vocabulary}
    value = head(
        "ValueSet",
        resource_id(document.slug),
        source,
        name="Findings_" + document.slug.replace("-", "_"),
        title=f"Findings of {document.name}",
    ) | {
        "description": document.summary,
        "lastReviewDate": document.reviewed_on.isoformat() if document.reviewed_on else None,
        "compose": {
            "include": [
                {
                    "system": f"{source.base}/CodeSystem/{FINDINGS}",
                    "concept": [
                        {"code": association.finding, "display": names[association.finding]}
                        for association in document.findings
                    ],
                }
            ]
            if document.findings
            else []
        },
    }
    cleaned: dict[str, Any] = without_empty(value)
    return cleaned
