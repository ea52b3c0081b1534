"""The parts of a document as rows of the authoring tables: the other way of from_tables.py."""

from collections.abc import Iterable
from typing import Any

from conditions import models
from conditions.document import Citation, ConditionDocument, Reference, cited_id, statement_id


def reference_columns(part: Reference) -> dict[str, Any]:
    """The columns of a reference row."""
    names = (
        "volume",
        "issue",
        "page",
        "number",
        "edition",
        "publisher",
        "publisher_place",
        "genre",
        "language",
    )
    return {
        "type": part.type,
        "title": part.title,
        "author": [person.model_dump(exclude_none=True) for person in part.author],
        "editor": [person.model_dump(exclude_none=True) for person in part.editor],
        "container_title": part.container_title or "",
        "issued": str(part.issued or ""),
        "doi": part.DOI or "",
        "pmid": part.PMID or "",
        "pmcid": part.PMCID or "",
        "isbn": part.ISBN or "",
        "issn": part.ISSN or "",
        "url": part.URL or "",
        "accessed": part.accessed,
        "design": part.design,
        "note": part.note or "",
    } | {name: getattr(part, name) or "" for name in names}


def condition_columns(part: ConditionDocument) -> dict[str, Any]:
    """The columns of a condition row."""
    handout = part.handout
    return {
        "name": part.name,
        "abbreviation": part.abbreviation or "",
        "synonyms": list(part.synonyms),
        "search_terms": list(part.search_terms),
        "category": part.category,
        "base_rate": part.base_rate,
        "urgency": part.urgency or "",
        "regions": list(part.regions),
        "summary": part.summary,
        "typical_patient": part.typical_patient or "",
        "handout_what_it_is": handout.what_it_is if handout else "",
        "handout_what_helps": list(handout.what_helps) if handout else [],
        "handout_what_to_avoid": list(handout.what_to_avoid) if handout else [],
        "handout_when_to_get_help": list(handout.when_to_get_help) if handout else [],
        "reviewed_on": part.reviewed_on,
        "review_due": part.review_due,
    }


def cite(
    references: dict[str, models.Reference], citations: Iterable[Citation], **owner: Any
) -> list[models.Citation]:
    """Unsaved citation rows for one part, in order."""
    return [
        models.Citation(
            reference=references[cited_id(citation)],
            locator="" if isinstance(citation, str) else citation.locator,
            position=position,
            **owner,
        )
        for position, citation in enumerate(citations)
    ]


def _cited(
    references: dict[str, models.Reference], owner: str, rows: Iterable[Any], parts: Iterable[Any]
) -> list[models.Citation]:
    """Unsaved citation rows of parts that stand in these rows, one for one; `owner` is the column they share."""
    return [
        citation
        for row, part in zip(rows, parts, strict=True)
        for citation in cite(references, part.citations, **{owner: row})
    ]


def replace_parts(
    row: models.Condition,
    part: ConditionDocument,
    *,
    findings: dict[str, models.Finding],
    references: dict[str, models.Reference],
    conditions: dict[str, models.Condition],
) -> None:
    """Make the parts of a condition row those of the document, in a fixed number of queries."""
    for related in ("codes", "statements", "associations", "differentials", "interventions", "claims"):
        getattr(row, related).all().delete()
    models.ClinicalCode.objects.bulk_create(
        models.ClinicalCode(condition=row, position=i, system=c.system, code=c.code, display=c.display)
        for i, c in enumerate(part.codes)
    )
    citations = [
        *_write_statements(row, part, references),
        *_write_associations(row, part, references, findings),
        *_write_differentials(row, part, references, conditions),
        *_write_interventions(row, part, references),
        *_write_claims(row, part, references),
    ]
    models.Citation.objects.bulk_create(citations)


def _write_statements(
    row: models.Condition,
    part: ConditionDocument,
    references: dict[str, models.Reference],
) -> list[models.Citation]:
    statements = [
        models.Statement(
            condition=row,
            section=kind,
            position=position,
            key=s.id or statement_id(part.slug, kind, s.text),
            text=s.text,
            certainty=s.certainty or "",
            reason=s.reason or "",
            checked_on=s.checked_on,
        )
        for position, (kind, s) in enumerate(part.statements())
    ]
    models.Statement.objects.bulk_create(statements)
    return _cited(references, "statement", statements, (s for _, s in part.statements()))


def _write_associations(
    row: models.Condition,
    part: ConditionDocument,
    references: dict[str, models.Reference],
    findings: dict[str, models.Finding],
) -> list[models.Citation]:
    associations = models.ConditionFinding.objects.bulk_create(
        models.ConditionFinding(
            condition=row,
            finding=findings[a.finding],
            position=i,
            frequency=a.frequency,
            probability=a.probability,
            n=a.n,
            m=a.m,
            basis=a.basis,
            salient=a.salient,
            hallmark=a.hallmark,
            tags=list(a.tags),
            note=a.note or "",
        )
        for i, a in enumerate(part.findings)
    )
    citations = _cited(references, "association", associations, part.findings)
    studies, sources = [], []
    for association, a in zip(associations, part.findings, strict=True):
        for i, study in enumerate(a.accuracy):
            columns = study.model_dump(exclude={"citation"})
            columns |= {"population": study.population or "", "note": study.note or ""}
            studies.append(models.AccuracyStudy(association=association, position=i, **columns))
            sources.append(study.citation)
    for row_of_study, source in zip(models.AccuracyStudy.objects.bulk_create(studies), sources, strict=True):
        citations += cite(references, [source], accuracy=row_of_study)
    return citations


def _write_differentials(
    row: models.Condition,
    part: ConditionDocument,
    references: dict[str, models.Reference],
    conditions: dict[str, models.Condition],
) -> list[models.Citation]:
    differentials = models.Differential.objects.bulk_create(
        models.Differential(condition=row, other=conditions[d.condition], position=i, text=d.text)
        for i, d in enumerate(part.differentials)
    )
    return _cited(references, "differential", differentials, part.differentials)


def _write_interventions(
    row: models.Condition,
    part: ConditionDocument,
    references: dict[str, models.Reference],
) -> list[models.Citation]:
    interventions = models.Intervention.objects.bulk_create(
        models.Intervention(
            condition=row,
            position=i,
            name=m.name,
            kind=m.kind,
            role=m.role,
            text=m.text,
            certainty=m.certainty or "",
            reason=m.reason or "",
        )
        for i, m in enumerate(part.management)
    )
    return _cited(references, "intervention", interventions, part.management)


def _write_claims(
    row: models.Condition,
    part: ConditionDocument,
    references: dict[str, models.Reference],
) -> list[models.Citation]:
    claims = models.Claim.objects.bulk_create(
        models.Claim(condition=row, position=i, claim=c.claim, verdict=c.verdict, text=c.text)
        for i, c in enumerate(part.claims)
    )
    return _cited(references, "claim", claims, part.claims)
