"""Where a reference is cited in the drafts, with links to the pages where that is edited."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from conditions.models.citation import Citation
from conditions.models.reference import Reference

RELATED = (
    "statement__condition",
    "association__condition",
    "association__finding",
    "accuracy__association__condition",
    "accuracy__association__finding",
    "intervention__condition",
    "differential__condition",
    "differential__other",
    "claim__condition",
    "finding",
    "prevalence_of",
)


@dataclass(frozen=True)
class DraftPlace:
    """One part of a draft that cites the reference."""

    where: str
    what: str
    text: str
    url: str
    locator: str


def draft_places(reference: Reference) -> list[DraftPlace]:
    """Every part that cites it, by condition and then findings; one query."""
    rows = Citation.objects.filter(reference=reference).select_related(*RELATED)
    return sorted(map(_place, rows), key=lambda place: (place.where == "Findings", place.where, place.what))


def _place(row: Citation) -> DraftPlace:
    condition, what, text = _owner(row)
    if condition is None:
        finding = row.finding or row.prevalence_of
        return DraftPlace(
            "Findings", what, text, _url("finding", finding.pk if finding else None), row.locator
        )
    return DraftPlace(condition.name, what, text, _url("condition", condition.pk), row.locator)


def _owner(row: Citation):
    """Condition (None for a finding's own entry), kind of part, its text."""
    if row.statement:
        return row.statement.condition, row.statement.get_section_display(), row.statement.text
    if row.association:
        return row.association.condition, "Frequency", row.association.finding.name
    if row.accuracy:
        association = row.accuracy.association
        return association.condition, "Accuracy", association.finding.name
    if row.intervention:
        return row.intervention.condition, "Treatment", row.intervention.name
    if row.differential:
        return row.differential.condition, "Differential", row.differential.other.name
    if row.claim:
        return row.claim.condition, "Claim", row.claim.claim
    if row.finding:
        return None, "Definition", row.finding.name
    return None, "Prevalence", row.prevalence_of.name


def _url(model: str, key: int | None) -> str:
    """The change page, or nothing while the admin has none."""
    try:
        return reverse(f"admin:conditions_{model}_change", args=[key])
    except NoReverseMatch:
        return ""
