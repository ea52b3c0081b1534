"""Bring back a finding or reference that was deleted: the audit trail holds the whole row and what went with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from conditions.editorial.merged import kept_ids
from conditions.models.audit import FindingBroader, FindingExclusion, FindingMember
from conditions.models.citation import Citation
from conditions.models.finding import Finding
from conditions.models.reference import Reference

KINDS: dict[str, Any] = {"finding": Finding, "reference": Reference}
# What was deleted with a finding: the tables, and their columns that point at it.
WITH_A_FINDING: tuple[tuple[Any, tuple[str, str]], ...] = (
    (Citation, ("finding", "prevalence_of")),
    (FindingBroader, ("from_finding", "to_finding")),
    (FindingMember, ("from_finding", "to_finding")),
    (FindingExclusion, ("from_finding", "to_finding")),
)


class CantBringBackError(Exception):
    """Something stands in its place; the message says what."""


@dataclass(frozen=True)
class Deleted:
    """One row that is not there any more."""

    kind: str
    slug: str
    name: str
    at: datetime
    who: str


def deleted() -> Iterator[Deleted]:
    """Findings and references that were deleted and not merged, by name of the table and id."""
    people = dict(get_user_model().objects.values_list("pk", "username"))
    for kind, model in KINDS.items():
        events = _events(model).exclude(slug__in=model.objects.values("slug"))
        events = list(events.order_by("slug", "-pgh_id").distinct("slug").select_related("pgh_context"))
        merged = kept_ids(event.slug for event in events)
        for event in events:
            if event.slug not in merged:
                user = event.pgh_context.metadata.get("user") if event.pgh_context else None
                name = str(getattr(event, "name", None) or event.title)
                yield Deleted(kind, event.slug, name, event.pgh_created_at, people.get(user or 0, ""))


@transaction.atomic
def bring_back(*, kind: str, slug: str) -> models.Model:
    """The row as it was when it was deleted, with its citations and links. Raises CantBringBackError."""
    model = KINDS[kind]
    event = _events(model).filter(slug=slug).order_by("-pgh_id").first()
    if event is None or model.objects.filter(slug=slug).exists():
        raise CantBringBackError(f"There is no deleted {kind} “{slug}”.")
    if kept := kept_ids([slug]):
        raise CantBringBackError(f"{slug} was merged into {kept[slug]}: cite that one.")
    row = model(**_columns(model, event))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise CantBringBackError(
            f"Another {kind} has the name, DOI or PMID of {slug} now, so it can't be brought back."
        ) from None
    if kind == "finding":
        _bring_back_with(row, event)
    return row


def _bring_back_with(finding: Finding, event: Any) -> None:
    """What the same transaction deleted, where the other end is still there."""
    for model, links in WITH_A_FINDING:
        gone = _events(model).filter(pgh_created_at=event.pgh_created_at)
        for one in gone.filter(Q(**{links[0]: finding.pk}) | Q(**{links[1]: finding.pk})).order_by("pgh_id"):
            columns = _columns(model, one)
            columns.pop("id")
            if _all_there(model, columns):
                model._meta.concrete_model._base_manager.create(**columns)


def _all_there(model: Any, columns: dict[str, Any]) -> bool:
    keys = [f for f in model._meta.concrete_fields if f.is_relation and columns[f.attname] is not None]
    return all(f.related_model._base_manager.filter(pk=columns[f.attname]).exists() for f in keys)


def _columns(model: Any, event: Any) -> dict[str, Any]:
    return {field.attname: getattr(event, field.attname) for field in model._meta.concrete_fields}


def _events(model: Any) -> Any:
    return model.pgh_event_model.objects.filter(pgh_label="delete")
