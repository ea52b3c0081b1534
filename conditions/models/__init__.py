"""The tables. Authoring tables are for the admin and `editorial`; the public side reads editions and the catalogue."""

from conditions.catalogue.entry import CatalogueVersion, ConditionEntry, FindingEntry, ReferenceEntry
from conditions.models.audit import AUDITED
from conditions.models.citation import Citation
from conditions.models.condition import ClinicalCode, Condition
from conditions.models.draft import DraftRevision
from conditions.models.edition import Edition, Withdrawal
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
from conditions.models.report import ReaderReport
from conditions.models.review import Review, ReviewComment, SignOff

__all__ = [
    "AUDITED",
    "AccuracyStudy",
    "CatalogueVersion",
    "Citation",
    "Claim",
    "ClinicalCode",
    "Condition",
    "ConditionEntry",
    "ConditionFinding",
    "Differential",
    "DraftRevision",
    "Edition",
    "Finding",
    "FindingEntry",
    "Intervention",
    "PendingEvidence",
    "PendingStatement",
    "ReaderReport",
    "Reference",
    "ReferenceEntry",
    "Review",
    "ReviewComment",
    "SignOff",
    "Statement",
    "Withdrawal",
]
