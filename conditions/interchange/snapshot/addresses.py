"""Which addresses go into the snapshot, and the file that each becomes."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.interchange.addresses import optional

PAGES = ("home", "conditions", "findings", "red-flags", "references", "about")
OF_A_CONDITION = ("condition", "editions", "sheet", "handout", "sheet-pdf", "handout-pdf")


def of_the_site() -> Iterator[str]:
    """Every address of the snapshot; names that the site has no page for are left out."""
    yield from filter(None, map(optional, PAGES))
    for entry in ConditionEntry.objects.filter(withdrawn=False).only("slug", "edition").order_by("slug"):
        yield from filter(None, (optional(name, entry.slug) for name in OF_A_CONDITION))
        yield optional("edition", entry.slug, entry.edition)
    tables: tuple[tuple[QuerySet[Any], str], ...] = (
        (FindingEntry.objects.all(), "finding"),
        (ReferenceEntry.objects.listed(), "reference"),
    )
    for rows, name in tables:
        for slug in rows.order_by("slug").values_list("slug", flat=True):
            if path := optional(name, slug):
                yield path


def file_of(path: str) -> str:
    """The file of an address: a page is the index of its folder."""
    name = path.lstrip("/")
    return f"{name}index.html" if not name or name.endswith("/") else name
