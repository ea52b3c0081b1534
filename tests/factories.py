"""Small valid parts: each factory gives the least that the schema takes, and any field can be set."""

from typing import Any

from conditions.document import ConditionDocument, Finding, Reference


def reference(identity: str = "doe2020study", **fields: Any) -> Reference:
    """A journal article."""
    return Reference.model_validate(
        {
            "id": identity,
            "type": "article-journal",
            "title": f"On {identity}",
            "design": "cohort",
            "issued": 2020,
            **fields,
        }
    )


def finding(identity: str = "sore-hip", **fields: Any) -> Finding:
    """A symptom."""
    return Finding.model_validate(
        {
            "id": identity,
            "name": identity.replace("-", " ").capitalize(),
            "kind": "symptom",
            "group": "pain-site",
            **fields,
        }
    )


def association(finding_id: str = "sore-hip", **fields: Any) -> dict[str, Any]:
    """A finding that is frequent in the condition."""
    return {"finding": finding_id, "frequency": "frequent", "basis": "consensus", **fields}


def statement(text: str = "It hurts.", **fields: Any) -> dict[str, Any]:
    """A cited statement."""
    return {"text": text, "citations": ["doe2020study"], "certainty": "low", **fields}


def document(slug: str = "test-condition", **fields: Any) -> ConditionDocument:
    """A self-contained, publishable document with one statement, one finding and one reference."""
    return ConditionDocument.model_validate(
        {
            "slug": slug,
            "name": slug.replace("-", " ").capitalize(),
            "category": "joint",
            "base_rate": "common",
            "regions": ["lateral-hip"],
            "summary": "A condition for tests.",
            "sections": [{"kind": "overview", "statements": [statement()]}],
            "findings": [association()],
            "vocabulary": [finding()],
            "bibliography": [reference()],
            **fields,
        }
    )


def published(slug: str = "test-condition", **fields: Any) -> Any:
    """The edition of a document that was published through `editorial`."""
    from conditions.editorial.publish import publish

    return publish(
        document=document(slug, **fields),
        author="A. Author",
        reviewer="R. Reviewer",
        change_summary="First edition.",
        significance="significant",
    )
