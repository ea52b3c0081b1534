"""Newer evidence: log it against the statements it concerns, and close it with what was done."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from conditions.editorial import health
from conditions.models.parts import Statement
from conditions.models.pending import PendingEvidence, PendingStatement
from conditions.models.reference import Reference


class ClosedAlreadyError(Exception):
    """Somebody closed it before."""


@transaction.atomic
def log_evidence(*, reference: Reference, note: str, statements: Iterable[Statement], by) -> PendingEvidence:
    """Tell readers of these statements that newer evidence waits. Raises ValueError without a statement."""
    concerned = list(statements)
    if not concerned:
        raise ValueError("Choose at least one statement that the evidence concerns.")
    evidence = PendingEvidence.objects.create(reference=reference, note=note, logged_by=by)
    PendingStatement.objects.bulk_create(
        PendingStatement(evidence=evidence, condition_id=s.condition_id, key=s.key) for s in concerned
    )
    health.refresh({s.condition.slug for s in concerned})
    return evidence


@transaction.atomic
def close_evidence(*, evidence: PendingEvidence, outcome: str, by) -> None:
    """Take the note off the public pages. Raises ClosedAlreadyError, and ValueError without an outcome."""
    locked = PendingEvidence.objects.select_for_update().get(pk=evidence.pk)
    if locked.closed_at:
        raise ClosedAlreadyError(f"This was closed already: {locked.outcome}")
    if not outcome.strip():
        raise ValueError("Say what was done about it.")
    locked.closed_at, locked.closed_by, locked.outcome = timezone.now(), by, outcome
    locked.save()
    health.refresh(set(locked.statements.values_list("condition__slug", flat=True)))
