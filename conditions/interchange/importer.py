"""Content files into authoring tables: all of it in one transaction, or nothing.

Importing replaces the draft of each condition that the content names and leaves
everything else alone. What is equal already is not written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from conditions import models
from conditions.document import (
    Citation,
    ConditionDocument,
    Finding,
    Reference,
    canonical_json,
    cited_id,
    statement_id,
)
from conditions.editorial.merged import kept_ids
from conditions.editorial.revisions import keep_revisions, last_number
from conditions.interchange.from_tables import (
    condition_part,
    finding_part,
    finding_rows,
    reference_part,
    same_content,
    without_embedded,
)
from conditions.interchange.reader import Content, ContentError, ContentFault, Reader


@dataclass
class ImportReport:
    """What an import wrote: ids by kind, new and changed."""

    created: dict[str, list[str]] = field(
        default_factory=lambda: {"reference": [], "finding": [], "condition": []}
    )
    changed: dict[str, list[str]] = field(
        default_factory=lambda: {"reference": [], "finding": [], "condition": []}
    )

    def note(self, kind: str, identity: str, *, new: bool) -> None:
        """Record one write."""
        (self.created if new else self.changed)[kind].append(identity)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not any((*self.created.values(), *self.changed.values()))


def import_path(path: Path | str) -> ImportReport:
    """Read a file or folder and import it; raises ContentError with every error and writes nothing then."""
    return import_content(read_for_tables(Path(path)))


def read_for_tables(path: Path) -> Content:
    """Content whose links are satisfied by itself or by the tables; raises ContentError."""
    reader = Reader()
    reader.read(path)
    return checked_against_tables(reader)


def checked_against_tables(reader: Reader) -> Content:
    """The reader's content, its links checked against itself and the tables; raises ContentError."""
    _unpack_editions(reader)
    reader.check_links(
        known_findings=models.Finding.objects.values_list("slug", flat=True),
        known_references=models.Reference.objects.values_list("slug", flat=True),
        known_conditions=models.Condition.objects.values_list("slug", flat=True),
    )
    _check_against_tables(reader)
    return reader.finish()


def _unpack_editions(reader: Reader) -> None:
    """An edition carries its findings and references: they are imported unless a file of their own gives them."""
    content = reader.content
    for slug, document in list(content.conditions.items()):
        for finding in document.vocabulary:
            content.findings.setdefault(finding.id, finding)
            content.files.setdefault(("Finding", finding.id), content.files[("ConditionDocument", slug)])
        for reference in document.bibliography:
            content.references.setdefault(reference.id, reference)
            content.files.setdefault(("Reference", reference.id), content.files[("ConditionDocument", slug)])
        content.conditions[slug] = without_embedded(document)


def _check_against_tables(reader: Reader) -> None:
    """Names and identifiers that the database keeps unique must be unique over old and new together."""
    content = reader.content
    checks: tuple[tuple[str, str, dict[str, Any], Any], ...] = (
        ("ConditionDocument", "name", content.conditions, models.Condition),
        ("Finding", "name", content.findings, models.Finding),
        ("Reference", "DOI", content.references, models.Reference),
        ("Reference", "PMID", content.references, models.Reference),
    )
    stored = set(models.Reference.objects.filter(slug__in=content.references).values_list("slug", flat=True))
    for old, kept in kept_ids(content.references.keys() - stored).items():
        file = content.files["Reference", old]
        reader.errors.append(ContentFault(file, "id", f"{old} was merged into {kept}: name that one"))
    for model_name, key, parts, table in checks:
        taken = {
            value.lower(): slug
            for slug, value in table.objects.exclude(slug__in=parts).values_list("slug", key.lower())
            if value
        }
        for identity, part in parts.items():
            value = getattr(part, key)
            if value is None:
                continue
            other = taken.setdefault(value.lower(), identity)
            if other != identity:
                file = content.files[(model_name, identity)]
                message = f"{identity} has the same {key} as {other}: {value}"
                reader.errors.append(ContentFault(file, key, message))


@transaction.atomic
def import_content(content: Content) -> ImportReport:
    """Write content whose links were checked."""
    report = ImportReport()
    references = _write_references(content.references, report)
    findings = _write_findings(content.findings, references, report)
    _write_conditions(content.conditions, findings, references, report)
    return report


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


def _write_references(parts: dict[str, Reference], report: ImportReport) -> dict[str, models.Reference]:
    rows = {row.slug: row for row in models.Reference.objects.all()}
    fresh = []
    for identity, part in parts.items():
        row = rows.get(identity)
        if row is not None and reference_part(row) == part:
            continue
        report.note("reference", identity, new=row is None)
        if row is None:
            fresh.append(models.Reference(slug=identity, **reference_columns(part)))
            continue
        for name, value in reference_columns(part).items():
            setattr(row, name, value)
        row.save()
    models.Reference.objects.bulk_create(fresh)
    return rows | {row.slug: row for row in fresh}


def _write_findings(
    parts: dict[str, Finding], references: dict[str, models.Reference], report: ImportReport
) -> dict[str, models.Finding]:
    rows = {row.slug: row for row in finding_rows()}
    changed = []
    for identity, part in parts.items():
        row = rows.get(identity)
        if row is not None and canonical_json(finding_part(row)) == canonical_json(part):
            continue
        report.note("finding", identity, new=row is None)
        row = row or models.Finding(slug=identity)
        row.name, row.kind, row.group = part.name, part.kind, part.group
        row.region, row.urgency, row.cost = part.region or "", part.urgency or "", part.cost or ""
        row.synonyms, row.search_terms = list(part.synonyms), list(part.search_terms)
        row.definition, row.procedure, row.action = (
            part.definition or "",
            part.procedure or "",
            part.action or "",
        )
        row.prevalence = part.prevalence.value if part.prevalence else None
        row.prevalence_basis = part.prevalence.basis if part.prevalence else ""
        row.threshold = part.threshold
        row.save()
        rows[identity] = row
        changed.append((row, part))
    citations: list[models.Citation] = []
    for row, part in changed:
        row.citations.all().delete()
        row.prevalence_citations.all().delete()
        citations += cite(references, part.citations, finding=row)
        if part.prevalence:
            citations += cite(references, part.prevalence.citations, prevalence_of=row)
        for link in ("broader", "members", "excludes"):
            getattr(row, link).set([rows[other] for other in getattr(part, link)], clear=True)
    models.Citation.objects.bulk_create(citations)
    return rows


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


def _write_conditions(
    parts: dict[str, ConditionDocument],
    findings: dict[str, models.Finding],
    references: dict[str, models.Reference],
    report: ImportReport,
) -> None:
    # Locked, so that no save of a curator comes between what is read here and what is written.
    locked = models.Condition.objects.filter(slug__in=parts).order_by("pk").select_for_update()
    rows = {row.slug: row for row in locked.with_parts()}
    stale = []
    before = []
    for slug, part in parts.items():
        row = rows.get(slug)
        stored = condition_part(row) if row is not None else None
        if stored is not None and same_content(stored, part):
            continue
        report.note("condition", slug, new=row is None)
        if row is None:
            last = last_number(slug)
            row = models.Condition(slug=slug, revision=0 if last is None else last + 1)
        elif stored is not None:
            before.append((slug, row.revision, stored.anchored()))
            row.revision += 1
        for name, value in condition_columns(part).items():
            setattr(row, name, value)
        row.save()
        stale.append((row, part))
    others = {row.slug: row for row in models.Condition.objects.all()}
    for row, part in stale:
        replace_parts(row, part, findings=findings, references=references, conditions=others)
    keep_revisions(before, by=None, note="As it was before it was imported again.")
    written = models.Condition.objects.filter(slug__in=[row.slug for row, _ in stale]).with_parts()
    after = [(row.slug, row.revision, condition_part(row).anchored()) for row in written]
    keep_revisions(after, by=None, note="Imported.")


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
    citations: list[models.Citation] = []
    models.ClinicalCode.objects.bulk_create(
        models.ClinicalCode(condition=row, position=i, system=c.system, code=c.code, display=c.display)
        for i, c in enumerate(part.codes)
    )
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
    for statement, (_, s) in zip(statements, part.statements(), strict=True):
        citations += cite(references, s.citations, statement=statement)
    citations += _write_associations(row, part, findings, references)
    differentials = models.Differential.objects.bulk_create(
        models.Differential(condition=row, other=conditions[d.condition], position=i, text=d.text)
        for i, d in enumerate(part.differentials)
    )
    for differential, d in zip(differentials, part.differentials, strict=True):
        citations += cite(references, d.citations, differential=differential)
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
    for intervention, m in zip(interventions, part.management, strict=True):
        citations += cite(references, m.citations, intervention=intervention)
    claims = models.Claim.objects.bulk_create(
        models.Claim(condition=row, position=i, claim=c.claim, verdict=c.verdict, text=c.text)
        for i, c in enumerate(part.claims)
    )
    for claim, c in zip(claims, part.claims, strict=True):
        citations += cite(references, c.citations, claim=claim)
    models.Citation.objects.bulk_create(citations)


def _write_associations(
    row: models.Condition,
    part: ConditionDocument,
    findings: dict[str, models.Finding],
    references: dict[str, models.Reference],
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
    citations: list[models.Citation] = []
    studies, sources = [], []
    for association, a in zip(associations, part.findings, strict=True):
        citations += cite(references, a.citations, association=association)
        for i, study in enumerate(a.accuracy):
            columns = study.model_dump(exclude={"citation"})
            columns |= {"population": study.population or "", "note": study.note or ""}
            studies.append(models.AccuracyStudy(association=association, position=i, **columns))
            sources.append(study.citation)
    for row_of_study, source in zip(models.AccuracyStudy.objects.bulk_create(studies), sources, strict=True):
        citations += cite(references, [source], accuracy=row_of_study)
    return citations


__all__ = ["ContentError", "ImportReport", "import_content", "import_path"]
