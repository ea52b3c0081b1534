"""The day on which the pages of findings and references last changed.

Such a page shows what the published conditions say of the finding, or for what they
cite the reference: it changes when one of them is published.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connections, router

from conditions.catalogue.citing import citing
from conditions.catalogue.entry import ConditionEntry

# A card holds the findings of its condition as the keys of an object.
_NAMING = """
    SELECT finding, max(published_at)
    FROM conditions_conditionentry, jsonb_object_keys((card::jsonb) -> 'odds') AS finding
    WHERE NOT withdrawn AND card <> '' AND finding = ANY(%s)
    GROUP BY finding
"""


def days_of_findings(slugs: Iterable[str]) -> dict[str, str]:
    """The day of the latest publication that speaks of each finding; one query."""
    return {slug: at.date().isoformat() for slug, at in _latest(slugs).items()}


def days_of_references(slugs: Iterable[str]) -> dict[str, str]:
    """The day of the latest publication that cites each reference, itself or by a finding that it names."""
    cited = citing.current().by_id
    wanted = {slug: cited[slug] for slug in slugs if slug in cited}
    published = dict(ConditionEntry.objects.filter(withdrawn=False).values_list("slug", "published_at"))
    named = _latest({finding for reference in wanted.values() for finding in reference.findings})
    days = {}
    for slug, reference in wanted.items():
        times = [published[c] for c in reference.conditions if c in published]
        times += [named[f] for f in reference.findings if f in named]
        if times:
            days[slug] = max(times).date().isoformat()
    return days


def _latest(findings: Iterable[str]) -> dict[str, datetime]:
    with connections[router.db_for_read(ConditionEntry)].cursor() as cursor:
        cursor.execute(_NAMING, [list(findings)])
        return dict(cursor.fetchall())
