"""The audit trail: an event table beside every authoring table, filled by database triggers.

The triggers see every writer, SQL by hand included; the person and the address of
the request come from the middleware where there is a request. Event rows can't be
changed or deleted (`append_only`).
"""

import pghistory
from django.db import models

from conditions.models.citation import Citation
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
from conditions.models.pending import PendingEvidence, PendingStatement
from conditions.models.reference import Reference
from conditions.models.review import Review, ReviewComment, SignOff


class FindingBroader(Finding.broader.through):  # type: ignore[name-defined]
    """Which finding is more general than which."""

    class Meta:
        proxy = True
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.from_finding} is narrower than {self.to_finding}"


class FindingMember(Finding.members.through):  # type: ignore[name-defined]
    """Which findings make up a cluster."""

    class Meta:
        proxy = True
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.to_finding} in {self.from_finding}"


class FindingExclusion(Finding.excludes.through):  # type: ignore[name-defined]
    """Which findings rule each other out."""

    class Meta:
        proxy = True
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.from_finding} rules out {self.to_finding}"


AUDITED: tuple[type[models.Model], ...] = (
    Condition,
    ClinicalCode,
    Statement,
    ConditionFinding,
    AccuracyStudy,
    Intervention,
    Differential,
    Claim,
    Citation,
    Finding,
    FindingBroader,
    FindingMember,
    FindingExclusion,
    Reference,
    PendingEvidence,
    PendingStatement,
    Review,
    ReviewComment,
    SignOff,
)

for _model in AUDITED:
    pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(row=pghistory.New),
        pghistory.DeleteEvent(),
        append_only=True,
        meta={"default_permissions": ()},
        level=pghistory.Statement,
    )(_model)
