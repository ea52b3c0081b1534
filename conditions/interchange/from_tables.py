"""Authoring tables to documents: what the exporter writes and what publishing freezes."""

from collections.abc import Iterable, Iterator
from typing import Any

from conditions import models
from conditions.document import (
    SECTION_KINDS,
    ConditionDocument,
    Finding,
    Reference,
    canonical_json,
    cited_id,
    statement_id,
)

_REFERENCE_TEXTS = {
    "container-title": "container_title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "number": "number",
    "edition": "edition",
    "publisher": "publisher",
    "publisher-place": "publisher_place",
    "genre": "genre",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
    "language": "language",
    "note": "note",
}


def reference_part(row: models.Reference) -> Reference:
    """The reference as a part of the schema."""
    data: dict[str, Any] = {
        "id": row.slug,
        "type": row.type,
        "title": row.title,
        "author": row.author,
        "editor": row.editor,
        "issued": (int(row.issued) if row.issued.isdigit() else row.issued) if row.issued else None,
        "accessed": row.accessed,
        "design": row.design,
    }
    data |= {key: getattr(row, column) for key, column in _REFERENCE_TEXTS.items() if getattr(row, column)}
    return Reference.model_validate(data)


def finding_part(row: models.Finding) -> Finding:
    """The finding as a part of the schema; citations and links in the order they were given."""
    prevalence = None
    if row.prevalence is not None:
        prevalence = {
            "value": row.prevalence,
            "basis": row.prevalence_basis,
            "citations": _citations(row.prevalence_citations.all()),
        }
    return Finding.model_validate(
        {
            "id": row.slug,
            "name": row.name,
            "kind": row.kind,
            "group": row.group,
            "region": row.region or None,
            "synonyms": row.synonyms,
            "search_terms": row.search_terms,
            "definition": row.definition or None,
            "procedure": row.procedure or None,
            "urgency": row.urgency or None,
            "action": row.action or None,
            "prevalence": prevalence,
            "cost": row.cost or None,
            "threshold": row.threshold,
            "citations": _citations(row.citations.all()),
        }
        | {
            link: [other.slug for other in getattr(row, link).all()]
            for link in ("broader", "members", "excludes")
        }
    )


def finding_rows() -> Any:
    """All findings with what `finding_part` reads, in a bounded number of queries."""
    return models.Finding.objects.order_by("id").prefetch_related(
        "citations__reference", "prevalence_citations__reference", "broader", "members", "excludes"
    )


def condition_part(row: models.Condition) -> ConditionDocument:
    """The draft of a condition as a document that names what it cites, as in the content pack.

    `row` comes from `Condition.objects.with_parts()`, or each part costs a query.
    """
    handout = None
    if row.handout_what_it_is:
        handout = {
            "what_it_is": row.handout_what_it_is,
            "what_helps": row.handout_what_helps,
            "what_to_avoid": row.handout_what_to_avoid,
            "when_to_get_help": row.handout_when_to_get_help,
        }
    return ConditionDocument.model_validate(
        {
            "slug": row.slug,
            "name": row.name,
            "abbreviation": row.abbreviation or None,
            "synonyms": row.synonyms,
            "search_terms": row.search_terms,
            "category": row.category,
            "base_rate": row.base_rate,
            "urgency": row.urgency or None,
            "regions": row.regions,
            "codes": [{"system": c.system, "code": c.code, "display": c.display} for c in row.codes.all()],
            "summary": row.summary,
            "typical_patient": row.typical_patient or None,
            "sections": list(_sections(row)),
            "findings": [_association(a) for a in row.associations.all()],
            "differentials": [
                {"condition": d.other.slug, "text": d.text, "citations": _citations(d.citations.all())}
                for d in row.differentials.all()
            ],
            "management": [
                {
                    "name": i.name,
                    "kind": i.kind,
                    "role": i.role,
                    "text": i.text,
                    "certainty": i.certainty or None,
                    "reason": i.reason or None,
                    "citations": _citations(i.citations.all()),
                }
                for i in row.interventions.all()
            ],
            "claims": [
                {
                    "claim": c.claim,
                    "verdict": c.verdict,
                    "text": c.text,
                    "citations": _citations(c.citations.all()),
                }
                for c in row.claims.all()
            ],
            "handout": handout,
            "reviewed_on": row.reviewed_on,
            "review_due": row.review_due,
        }
    )


def _citations(rows: Iterable[models.Citation]) -> list[Any]:
    return [
        {"ref": row.reference.slug, "locator": row.locator} if row.locator else row.reference.slug
        for row in rows
    ]


def _sections(row: models.Condition) -> Iterator[dict[str, Any]]:
    statements = list(row.statements.all())
    for kind in SECTION_KINDS:
        of_kind = [s for s in statements if s.section == kind]
        if of_kind:
            yield {"kind": kind, "statements": [_statement(row.slug, s) for s in of_kind]}


def _statement(slug: str, row: models.Statement) -> dict[str, Any]:
    # The id that follows from the text is left out, so that the content pack comes back as it went in.
    given = row.key != statement_id(slug, row.section, row.text)
    return {
        "id": row.key if given else None,
        "text": row.text,
        "citations": _citations(row.citations.all()),
        "certainty": row.certainty or None,
        "reason": row.reason or None,
        "checked_on": row.checked_on,
    }


def _association(row: models.ConditionFinding) -> dict[str, Any]:
    return {
        "finding": row.finding.slug,
        "frequency": row.frequency,
        "probability": row.probability,
        "n": row.n,
        "m": row.m,
        "basis": row.basis,
        "salient": row.salient,
        "hallmark": row.hallmark,
        "tags": row.tags,
        "note": row.note or None,
        "accuracy": [_accuracy(a) for a in row.accuracy.all()],
        "citations": _citations(row.citations.all()),
    }


def _accuracy(row: models.AccuracyStudy) -> dict[str, Any]:
    return {
        "sensitivity": row.sensitivity,
        "specificity": row.specificity,
        "lr_positive": row.lr_positive,
        "lr_negative": row.lr_negative,
        "sensitivity_interval": row.sensitivity_interval,
        "specificity_interval": row.specificity_interval,
        "lr_positive_interval": row.lr_positive_interval,
        "lr_negative_interval": row.lr_negative_interval,
        "n": row.n,
        "reference_standard": row.reference_standard,
        "population": row.population or None,
        "citation": _citations(row.citations.all())[0],
        "note": row.note or None,
        "derived": row.derived,
        "preferred": row.preferred,
    }


def embed(
    document: ConditionDocument, findings: dict[str, Finding], references: dict[str, Reference]
) -> ConditionDocument:
    """The self-contained document of an edition: statement ids set, cited findings and references inside."""
    anchored = document.anchored()
    used = tuple(findings[a.finding] for a in document.findings)
    with_findings = anchored.model_copy(update={"vocabulary": used})
    sources = tuple(references[identity] for identity in with_findings.cited_ids())
    return with_findings.model_copy(update={"bibliography": sources})


def without_embedded(document: ConditionDocument) -> ConditionDocument:
    """The document as an author writes it, without what an edition embeds."""
    return document.model_copy(update={"vocabulary": (), "bibliography": ()})


def draft_of(slug: str) -> ConditionDocument:
    """The self-contained document that would be published now. Raises Condition.DoesNotExist."""
    return self_contained(condition_part(models.Condition.objects.with_parts().get(slug=slug)))


def self_contained(document: ConditionDocument) -> ConditionDocument:
    """The document with the findings and references that it names, as they are in the tables now."""
    named = {association.finding for association in document.findings}
    findings = {f.slug: finding_part(f) for f in finding_rows().filter(slug__in=named)}
    cited = {*document.cited_ids()}
    for finding in findings.values():
        cited |= {cited_id(c) for c in finding.citations}
        cited |= {cited_id(c) for c in finding.prevalence.citations} if finding.prevalence else set()
    references = {r.slug: reference_part(r) for r in models.Reference.objects.filter(slug__in=cited)}
    return embed(document, {f.id: f for f in findings.values()}, references)


def same_content(one: ConditionDocument, other: ConditionDocument) -> bool:
    """Whether two documents say the same, ids that follow from the text left aside."""
    return canonical_json(one.anchored()) == canonical_json(other.anchored())
