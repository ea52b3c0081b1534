"""What a study reports of a test, as Evidence.

Statistic types are words: the code system for them (SEVCO) is still moving.
"""

from collections.abc import Iterator
from typing import Any

from conditions.document import Accuracy, ConditionDocument, Finding, cited_id
from conditions.interchange.fhir.common import Source, head, resource_id, short, text, without_empty

_ROLES = "http://terminology.hl7.org/CodeSystem/variable-role"
_STATISTICS = (
    ("Sensitivity", "sensitivity"),
    ("Specificity", "specificity"),
    ("Positive likelihood ratio", "lr_positive"),
    ("Negative likelihood ratio", "lr_negative"),
)


def evidence(document: ConditionDocument, source: Source) -> Iterator[dict[str, Any]]:
    """One Evidence for each accuracy row of an edition."""
    findings = {finding.id: finding for finding in document.vocabulary}
    titles = {reference.id: reference.title for reference in document.bibliography}
    for association in document.findings:
        for number, row in enumerate(association.accuracy, 1):
            finding = findings[association.finding]
            identity = f"{condition_key(document.slug)}.{short(finding.id)}.{number}"
            yield _resource(identity, document, finding, row, titles, source)


def condition_key(slug: str) -> str:
    """The part of an Evidence id that says which condition it belongs to."""
    return short(slug)


def _resource(
    identity: str,
    document: ConditionDocument,
    finding: Finding,
    row: Accuracy,
    titles: dict[str, str],
    source: Source,
) -> dict[str, Any]:
    cited = cited_id(row.citation)
    value = head(
        "Evidence",
        identity,
        source,
        name="Accuracy_" + identity.replace(".", "_"),
        title=f"{finding.name} for {document.name}"[:200],
    ) | {
        "description": f"Accuracy of “{finding.name}” for {document.name}, against {row.reference_standard}.",
        "lastReviewDate": document.reviewed_on.isoformat() if document.reviewed_on else None,
        "relatedArtifact": [
            {
                "type": "derived-from",
                "display": titles[cited],
                "resourceReference": {"reference": f"Citation/{resource_id(cited)}"},
            }
        ],
        "note": [{"text": row.note}] if row.note else [],
        "variableDefinition": [
            _variable("population", row.population or "As the study describes it."),
            _variable("measuredVariable", f"{finding.name}, against {row.reference_standard}"),
        ],
        "statistic": [
            {
                "description": "Computed from sensitivity and specificity."
                if row.derived and name.startswith("lr")
                else None,
                "statisticType": text(label),
                "quantity": {"value": getattr(row, name)},
                "sampleSize": {"numberOfParticipants": row.n} if row.n else None,
                "attributeEstimate": _interval(getattr(row, f"{name}_interval")),
            }
            for label, name in _STATISTICS
            if getattr(row, name) is not None
        ],
    }
    cleaned: dict[str, Any] = without_empty(value)
    return cleaned


def _interval(limits: tuple[float, float] | None) -> list[dict[str, Any]]:
    if limits is None:
        return []
    low, high = limits
    return [
        {
            "type": text("95% confidence interval"),
            "level": 0.95,
            "range": {"low": {"value": low}, "high": {"value": high}},
        }
    ]


def _variable(role: str, description: str) -> dict[str, Any]:
    return {"description": description, "variableRole": {"coding": [{"system": _ROLES, "code": role}]}}
