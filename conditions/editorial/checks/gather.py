"""Ask the tables what the checks need to know beside the document: three queries."""

from django.utils import timezone

from conditions.document import ConditionDocument
from conditions.editorial.checks import Facts
from conditions.editorial.merged import kept_ids
from conditions.models.condition import Condition
from conditions.models.reference import Reference


def gather(document: ConditionDocument) -> Facts:
    """Today's facts about what the document names."""
    cited = document.cited_ids()
    kept = kept_ids(cited)
    rows = Reference.objects.filter(slug__in=[*cited, *kept.values()]).exclude(
        standing=Reference.Standing.GOOD
    )
    known = {
        slug: (value, note) for slug, value, note in rows.values_list("slug", "standing", "standing_note")
    }
    standing = [(i, *known[kept.get(i, i)]) for i in cited if kept.get(i, i) in known]
    named = [part.condition for part in document.differentials]
    return Facts(
        today=timezone.localdate(),
        retracted={slug: note for slug, value, note in standing if value == Reference.Standing.RETRACTED},
        corrected={slug: note for slug, value, note in standing if value == Reference.Standing.CORRECTED},
        conditions=frozenset(Condition.objects.filter(slug__in=named).values_list("slug", flat=True)),
    )
