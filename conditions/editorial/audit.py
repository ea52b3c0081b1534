"""Read the audit trail: who changed which row, when, from which page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from pghistory.models import Events

NOT_SAID = {"updated_at", "created_at"}


@dataclass(frozen=True)
class Entry:
    """One change of one row. `change` holds (before, after) by column; all columns for a row that came or went."""

    at: datetime
    who: str
    page: str
    action: str
    table: str
    row: str
    change: dict[str, Any]


def entries(
    *, since: datetime | None = None, until: datetime | None = None, about: Model | None = None, most: int = 0
) -> Iterator[Entry]:
    """Changes from `since` up to, not with, `until`, oldest first; with `about`, of a row and what hangs on it.

    `most` takes the newest ones only, newest first.
    """
    events: QuerySet[Events] = Events.objects.references(about) if about else Events.objects.all()
    if since:
        events = events.filter(pgh_created_at__gte=since)
    if until:
        events = events.filter(pgh_created_at__lt=until)
    events = (
        events.order_by("-pgh_created_at", "-pgh_id")[:most]
        if most
        else events.order_by("pgh_created_at", "pgh_model", "pgh_id")
    )
    names = dict(get_user_model().objects.values_list("pk", "username"))
    for event in events.iterator(chunk_size=500):
        yield _entry(event, names)


def _entry(event: Events, names: dict[int, str]) -> Entry:
    context = event.pgh_context or {}
    user = context.get("user")
    change = event.pgh_diff if event.pgh_label == "update" else _columns(event.pgh_data)
    return Entry(
        event.pgh_created_at,
        names.get(user, f"account {user}") if user else "a command or SQL",
        context.get("url") or "",
        event.pgh_label,
        _table(event.pgh_obj_model),
        event.pgh_obj_id or "",
        {key: value for key, value in (change or {}).items() if key not in NOT_SAID},
    )


def _columns(data: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in data.items() if v not in (None, "", [], {}) and not k.startswith("pgh_")}


def _table(label: str) -> str:
    return str(apps.get_model(label)._meta.verbose_name) if label else ""
