"""The sitemap: an index, and files of at most 10,000 addresses (the protocol allows 50,000).

https://www.sitemaps.org/protocol.html
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Max, QuerySet

from conditions.catalogue.days import days_of_findings, days_of_references
from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.interchange import addresses

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PER_FILE = 10_000
MOST_FILES = 50_000  # an index can list no more
LISTS = ("home", "conditions", "findings", "red-flags", "references")
PAGES = (*LISTS, "differentiate", "compare", "about")
TABLES: dict[str, tuple[type[FindingEntry] | type[ReferenceEntry], str]] = {
    "findings": (FindingEntry, "finding"),
    "references": (ReferenceEntry, "reference"),
}
Address = tuple[str, str]


def files() -> Iterator[str]:
    """The names of the files, such as conditions-1."""
    yield "pages-1"
    counts = {"conditions": ConditionEntry.objects.filter(withdrawn=False).count()}
    counts |= {
        name: _listed(table).count()
        for name, (table, page) in TABLES.items()
        if addresses.optional(page, "any")
    }
    for name, count in counts.items():
        yield from (f"{name}-{number}" for number in range(1, -(-count // PER_FILE) + 1))


def addresses_in(name: str, number: int) -> list[Address]:
    """Paths with the day of their last change (or nothing) in a file; an empty list when there is no such file."""
    if not 0 < number <= MOST_FILES:
        return []
    if name == "pages":
        return _pages() if number == 1 else []
    part = slice((number - 1) * PER_FILE, number * PER_FILE)
    if name == "conditions":
        rows = (
            ConditionEntry.objects.filter(withdrawn=False).order_by("id").values_list("slug", "published_at")
        )
        return [(addresses.condition(slug), at.date().isoformat()) for slug, at in rows[part]]
    if name not in TABLES:
        return []
    table, page = TABLES[name]
    slugs = list(_listed(table).order_by("id").values_list("slug", flat=True)[part])
    days = days_of_findings(slugs) if table is FindingEntry else days_of_references(slugs)
    found = [(addresses.optional(page, slug), days.get(slug, "")) for slug in slugs]
    return [(path, changed) for path, changed in found if path]


def _listed(table: type[FindingEntry] | type[ReferenceEntry]) -> QuerySet[Any]:
    """The rows that have a page of their own."""
    return ReferenceEntry.objects.listed() if table is ReferenceEntry else table.objects.all()


def _pages() -> list[Address]:
    """The lists change with each publication; the other pages with a release, whose day is not known."""
    latest = ConditionEntry.objects.aggregate(at=Max("published_at"))["at"]
    day = latest.date().isoformat() if latest else ""
    found = [(addresses.optional(name), day if name in LISTS else "") for name in PAGES]
    return [(path, changed) for path, changed in found if path]


def index_xml(urls: Iterable[str]) -> bytes:
    """The index of the files."""
    return _xml("sitemapindex", "sitemap", ((url, "") for url in urls))


def file_xml(site: str, found: Iterable[Address]) -> bytes:
    """One file; `site` is the address of the site without a slash."""
    return _xml("urlset", "url", ((site + path, day) for path, day in found))


def _xml(root_name: str, item_name: str, items: Iterable[Address]) -> bytes:
    root = ET.Element(root_name, {"xmlns": NAMESPACE})
    for url, day in items:
        item = ET.SubElement(root, item_name)
        ET.SubElement(item, "loc").text = url
        if day:
            ET.SubElement(item, "lastmod").text = day
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text
