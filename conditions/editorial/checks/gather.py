"""Ask the tables what the checks need to know beside the document: two queries."""

from django.utils import timezone

from conditions.document import ConditionDocument
from conditions.editorial.checks import Facts
from conditions.models.condition import Condition
from conditions.models.reference import Reference


def gather(document: ConditionDocument) -> Facts:
    """Today's facts about what the document names."""
    rows = Reference.objects.filter(slug__in=document.cited_ids()).exclude(standing=Reference.Standing.GOOD)
    standing = list(rows.values_list("slug", "standing", "standing_note"))
    named = [part.condition for part in document.differentials]
    return Facts(
        today=timezone.localdate(),
        retracted={slug: note for slug, value, note in standing if value == Reference.Standing.RETRACTED},
        corrected={slug: note for slug, value, note in standing if value == Reference.Standing.CORRECTED},
        conditions=frozenset(Condition.objects.filter(slug__in=named).values_list("slug", flat=True)),
    )
