"""Fill the catalogue with made-up conditions, many at a time."""

from itertools import islice

from django.db import connection
from django.utils import timezone

from bench import synthetic
from conditions.catalogue import write
from conditions.catalogue.entry import ConditionEntry
from conditions.document import ConditionDocument, canonical_json, sha256_of


def fill(count: int, batch: int = 250) -> None:
    """Bring the catalogue to `count` made-up conditions, those that are there included."""
    version = write.next_version()
    write.vocabulary(synthetic.findings(), synthetic.sources(), version)
    there = ConditionEntry.objects.count()
    made = synthetic.conditions(count - there, start=there)
    while rows := [_row(document, version) for document in islice(made, batch)]:
        ConditionEntry.objects.bulk_create(rows)
    with connection.cursor() as cursor:
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
