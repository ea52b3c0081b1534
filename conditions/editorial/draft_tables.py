"""Write a document into the authoring tables of its condition, touching only the rows that differ.

Rows keep their identity (a statement its key, an association its finding), so the
audit trail says what changed and not that everything was replaced. The number of
queries is bounded: it does not grow with the document.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Model

from conditions.document import (
    Citation,
    ConditionDocument,
    Part,
    cited_id,
    statement_id,
)
from conditions.document import Statement as StatementPart
from conditions.interchange.to_tables import condition_columns
from conditions.models.citation import Citation as CitationRow
from conditions.models.condition import ClinicalCode, Condition
from conditions.models.finding import Finding
from conditions.models.parts import (
    AccuracyStudy,
    Claim,
    ConditionFinding,
    Differential,
    Intervention,
    Statement,
)
from conditions.models.reference import Reference


class UnknownPartsError(Exception):
    """The document names findings, references or conditions that do not exist; `names` has them by kind."""

    def __init__(self, names: dict[str, list[str]]) -> None:
        self.names = names
        super().__init__(
            ". ".join(f"There is no {kind} {', '.join(ids)}" for kind, ids in names.items()) + "."
        )


@dataclass
class Wanted:
    """One row as the document has it: its identity among its siblings, its columns, what it cites."""

    identity: Any
    columns: dict[str, Any]
    citations: Sequence[Citation] = ()
    children: list["Wanted"] = field(default_factory=list)


@dataclass
class _Writer:
    """Collects what differs and writes it, table by table."""

    references: dict[str, Reference]
    stale: list[int] = field(default_factory=list)
    fresh: list[CitationRow] = field(default_factory=list)

    def sync(
        self,
        model: type[Model],
        rows: list[Any],
        wanted: list[Wanted],
        identify: Callable[[Any], Any],
        **owner: Any,
    ) -> list[tuple[Any, Wanted]]:
        """Make `rows` those that are wanted; the pairs of row and what it was made from."""
        pairs = _matched(rows, wanted, identify)
        kept = {row.pk for row, _ in pairs if row is not None}
        gone = [row.pk for row in rows if row.pk not in kept]
        if gone:
            model._default_manager.filter(pk__in=gone).delete()
        changed = [row for row, one in pairs if row is not None and _assign(row, one.columns)]
        if changed:
            names = sorted({name for _, one in pairs for name in one.columns})
            model._default_manager.bulk_update(changed, names)
        new = [(i, model(**one.columns, **owner)) for i, (row, one) in enumerate(pairs) if row is None]
        model._default_manager.bulk_create([row for _, row in new])
        for index, row in new:
            pairs[index] = (row, pairs[index][1])
        return [(row, one) for row, one in pairs if row is not None]

    def cite(self, link: str, pairs: Iterable[tuple[Any, Wanted]]) -> None:
        """Note which citation rows go and which come."""
        for row, one in pairs:
            wanted = [(cited_id(c), "" if isinstance(c, str) else c.locator) for c in one.citations]
            stored = [] if row._state.adding else list(row.citations.all())
            if [(c.reference.slug, c.locator) for c in stored] == wanted:
                continue
            self.stale += [c.pk for c in stored]
            self.fresh += [
                CitationRow(
                    reference=self.references[slug], locator=locator, position=position, **{link: row}
                )
                for position, (slug, locator) in enumerate(wanted)
            ]

    def finish(self) -> None:
        """Write the citations of all parts."""
        if self.stale:
            CitationRow.objects.filter(pk__in=self.stale).delete()
        CitationRow.objects.bulk_create(self.fresh)


def write_draft(row: Condition, document: ConditionDocument) -> None:
    """Make the saved draft `row` (from `with_parts()`) say what the document says.

    Every statement has an id (`with_keys`). Raises UnknownPartsError.
    """
    findings, references, others = _named(document)
    writer = _Writer(references)
    columns = condition_columns(document)
    if _assign(row, columns):
        row.save()
    writer.sync(
        ClinicalCode,
        list(row.codes.all()),
        [Wanted((c.system, c.code), {**_plain(c), "position": i}) for i, c in enumerate(document.codes)],
        lambda code: (code.system, code.code),
        condition=row,
    )
    for model, link, related, wanted, identify in (
        (Statement, "statement", "statements", _statements(document), lambda s: s.key),
        (
            Differential,
            "differential",
            "differentials",
            [
                Wanted(
                    d.condition, {"other": others[d.condition], "text": d.text, "position": i}, d.citations
                )
                for i, d in enumerate(document.differentials)
            ],
            lambda d: d.other.slug,
        ),
        (
            Intervention,
            "intervention",
            "interventions",
            [
                Wanted(m.name, {**_plain(m), "position": i}, m.citations)
                for i, m in enumerate(document.management)
            ],
            lambda i: i.name,
        ),
        (
            Claim,
            "claim",
            "claims",
            [
                Wanted(c.claim, {**_plain(c), "position": i}, c.citations)
                for i, c in enumerate(document.claims)
            ],
            lambda c: c.claim,
        ),
    ):
        writer.cite(
            link, writer.sync(model, list(getattr(row, related).all()), wanted, identify, condition=row)
        )
    _write_associations(row, document, findings, writer)
    writer.finish()


def _write_associations(
    row: Condition, document: ConditionDocument, findings: dict[str, Finding], writer: _Writer
) -> None:
    wanted = [
        Wanted(
            a.finding,
            {
                **_plain(a, leave_out={"finding", "accuracy", "tags"}),
                "finding": findings[a.finding],
                "tags": list(a.tags),
                "position": i,
            },
            a.citations,
            [
                Wanted(
                    (cited_id(s.citation), s.reference_standard), {**_plain(s), "position": j}, [s.citation]
                )
                for j, s in enumerate(a.accuracy)
            ],
        )
        for i, a in enumerate(document.findings)
    ]
    stored = list(row.associations.all())
    studies = {a.pk: list(a.accuracy.all()) for a in stored}
    pairs = writer.sync(ConditionFinding, stored, wanted, lambda a: a.finding.slug, condition=row)
    writer.cite("association", pairs)
    _write_accuracy(pairs, studies, writer)


def _write_accuracy(
    pairs: list[tuple[ConditionFinding, Wanted]],
    studies: dict[int, list[AccuracyStudy]],
    writer: _Writer,
) -> None:
    # All tables of figures at once: which association a row hangs on is one of its columns.
    rows, wanted = [], []
    for association, one in pairs:
        rows += studies.get(association.pk, [])
        for child in one.children:
            child.identity = (association.pk, *child.identity)
            child.columns["association"] = association
            wanted.append(child)

    def identify(study: AccuracyStudy) -> Any:
        cited = list(study.citations.all())
        return (
            study.association_id,
            cited[0].reference.slug if cited else "",
            study.reference_standard,
        )

    # One row of an association is preferred: the mark leaves a row before it comes to another.
    marked = [study.pk for study in rows if study.preferred]
    still = {(w.identity) for w in wanted if w.columns["preferred"]}
    lost = [study for study in rows if study.pk in marked and identify(study) not in still]
    if lost:
        AccuracyStudy.objects.filter(pk__in=[study.pk for study in lost]).update(preferred=False)
        for study in lost:
            study.preferred = False
    writer.cite("accuracy", writer.sync(AccuracyStudy, rows, wanted, identify))


def with_keys(document: ConditionDocument) -> ConditionDocument:
    """The same document with an id on every statement, each once.

    A new statement gets the id that follows from its text, or a like one when an
    older statement, since changed, began with the same text.
    """
    taken = {s.id for _, s in document.statements() if s.id}

    def keyed(kind: str, statement: StatementPart) -> StatementPart:
        if statement.id:
            return statement
        key, again = statement_id(document.slug, kind, statement.text), 1
        while key in taken:
            again += 1
            key = statement_id(document.slug, kind, f"{statement.text}\n{again}")
        taken.add(key)
        return statement.model_copy(update={"id": key})

    return document.model_copy(
        update={
            "sections": tuple(
                s.model_copy(update={"statements": tuple(keyed(s.kind, one) for one in s.statements)})
                for s in document.sections
            )
        }
    )


def _statements(document: ConditionDocument) -> list[Wanted]:
    return [
        Wanted(
            s.id,
            {**_plain(s, leave_out={"id"}), "key": s.id, "section": kind, "position": position},
            s.citations,
        )
        for position, (kind, s) in enumerate(document.statements())
    ]


def _plain(part: Part, leave_out: Iterable[str] = ()) -> dict[str, Any]:
    """The columns of a part: its own fields, texts that are not given as empty texts."""
    columns = {}
    for name in type(part).model_fields:
        if name in {"citations", "citation", *leave_out}:
            continue
        value = getattr(part, name)
        if value is None and name in _TEXTS:
            value = ""
        columns[name] = list(value) if isinstance(value, tuple) else value
    return columns


# Columns that hold an empty text where the document says nothing.
_TEXTS = {"certainty", "reason", "note", "population"}


def _matched(
    rows: list[Any], wanted: list[Wanted], identify: Callable[[Any], Any]
) -> list[tuple[Any, Wanted]]:
    """Each wanted row with the stored row of the same identity; a renamed one with what is left over, in order."""
    stored = defaultdict(list)
    for row in rows:
        stored[identify(row)].append(row)
    pairs = [(stored[one.identity].pop(0) if stored[one.identity] else None, one) for one in wanted]
    # Treatments and claims have no id: one that was renamed takes the place of one that is gone.
    if rows and isinstance(rows[0], (Intervention, Claim)):
        left = [row for row in rows if any(row is rest for rests in stored.values() for rest in rests)]
        pairs = [(row or (left.pop(0) if left else None), one) for row, one in pairs]
    return pairs


def _assign(row: Any, columns: dict[str, Any]) -> bool:
    """Set the columns; whether any differed."""
    changed = False
    for name, value in columns.items():
        current = getattr(row, name)
        if current != value:
            setattr(row, name, value)
            changed = True
    return changed


def _named(
    document: ConditionDocument,
) -> tuple[dict[str, Finding], dict[str, Reference], dict[str, Condition]]:
    """The rows that the document names. Raises UnknownPartsError with all that are missing."""
    wanted: tuple[tuple[str, type[models.Model], set[str]], ...] = (
        ("finding", Finding, {a.finding for a in document.findings}),
        ("reference", Reference, set(document.cited_ids())),
        ("condition", Condition, {d.condition for d in document.differentials}),
    )
    found: list[dict[str, Any]] = []
    missing = {}
    for kind, model, slugs in wanted:
        rows = {r.slug: r for r in model._default_manager.filter(slug__in=slugs)}  # type: ignore[attr-defined]
        found.append(rows)
        if slugs - set(rows):
            missing[kind] = sorted(slugs - set(rows))
    if missing:
        raise UnknownPartsError(missing)
    return found[0], found[1], found[2]
