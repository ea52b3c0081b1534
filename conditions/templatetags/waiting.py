"""Newer evidence that waits, beside the statement it concerns."""

from django import template

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.health import Pending, health_of

register = template.Library()


@register.simple_tag
def waiting_for(entry: ConditionEntry | None, statement_id: str) -> tuple[Pending, ...]:
    """What waits for a statement of the condition, from the catalogue row that the page has already."""
    if not entry or not entry.health:
        return ()
    return health_of(entry).pending_for(statement_id)
