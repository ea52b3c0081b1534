"""Fill the catalogue with made-up conditions, many at a time."""

from itertools import islice

from django.db import connection
from django.utils import timezone

from bench import synthetic
from conditions.catalogue import write
from conditions.catalogue.entry import ConditionEntry
from conditions.document import ConditionDocument, canonical_json, sha256_of

DIFFERENT = 5_000
_COLUMNS = ", ".join(
    f'"{field.column}"'
    for field in ConditionEntry._meta.local_fields
    if field.column not in ("id", "slug", "name", "changed_in")
)
_COPY = """
INSERT INTO conditions_conditionentry (slug, name, changed_in, {columns})
SELECT slug || '-' || number, name || ' ' || number, version, {columns}
FROM conditions_conditionentry, generate_series(%s, %s) AS number, (VALUES (%s::bigint)) AS v (version)
WHERE slug ~ '^synthetic-[0-9]+$'
"""


def fill(count: int, batch: int = 250) -> None:
    """Bring the catalogue to `count` made-up conditions, those that are there included.

    The first are all different; the database copies them for the rest, which takes
    seconds instead of minutes and leaves the work of a search as it would be.
    """
    version = write.next_version()
    write.vocabulary(synthetic.findings(), synthetic.sources(), version)
    there = ConditionEntry.objects.count()
    made = synthetic.conditions(min(count, DIFFERENT) - there, start=there)
    while rows := [_row(document, version) for document in islice(made, batch)]:
        ConditionEntry.objects.bulk_create(rows)
    copies = range(max(1, there // DIFFERENT), count // DIFFERENT)
    with connection.cursor() as cursor:
        if copies:
            cursor.execute(_COPY.format(columns=_COLUMNS), [copies.start, copies.stop - 1, version])
        cursor.execute("VACUUM ANALYZE conditions_conditionentry")


def _row(document: ConditionDocument, version: int) -> ConditionEntry:
    body, now = canonical_json(document), timezone.now()
    return ConditionEntry(
        slug=document.slug,
        name=document.name,
        edition=1,
        sha256=sha256_of(body),
        published_at=now,
        first_published_at=now,
        reviewed_on=document.reviewed_on,
        body=body,
        changed_in=version,
        **write.indexed(document),
    )
