"""Which published conditions and findings cite which reference; kept in memory per process for lists and counts.

Read again when the catalogue's version moved, and then only what changed.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet

from conditions.bibliography.names import folded, short_name
from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.document import Person
from conditions.interchange.version import OfTheVersion

# By slug: version, name and the ids that are cited.
Rows = dict[str, tuple[object, str, frozenset[str]]]


@dataclass(frozen=True)
class CitedReference:
    """A published reference as lists sort and filter it; `words` is its text, folded.

    `conditions` cite it themselves; `findings` are entries of the vocabulary that do,
    under its id or that of one that was `merged` into it.
    """

    id: str
    author: str
    title: str
    year: int | None
    design: str
    words: str
    conditions: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Citing:
    """All published references by first author, and the names of the conditions that cite any."""

    references: tuple[CitedReference, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    by_id: dict[str, CitedReference] = field(default_factory=dict)


class CitingIndex:
    """Loads and refreshes `Citing`."""

    def __init__(self) -> None:
        self._kept = OfTheVersion(self._caught_up)
        self._conditions: Rows = {}
        self._findings: Rows = {}
        self._references: dict[str, tuple[int, CitedReference]] = {}
        self._merged: dict[str, str] = {}

    def current(self) -> Citing:
        """What is published now: one small query, and more only after a publication."""
        return self._kept.current()

    def _caught_up(self) -> Citing:
        live = ConditionEntry.objects.filter(withdrawn=False)
        self._conditions = _caught_up(self._conditions, live, "sha256")
        self._findings = _caught_up(self._findings, FindingEntry.objects.all(), "changed_in")
        self._load_references()
        merged = ReferenceEntry.objects.exclude(merged_into="")
        self._merged = dict(merged.values_list("slug", "merged_into"))
        return self._joined()

    def _load_references(self) -> None:
        versions = dict(ReferenceEntry.objects.listed().values_list("slug", "changed_in"))
        kept = {slug: row for slug, row in self._references.items() if versions.get(slug) == row[0]}
        rows = ReferenceEntry.objects.filter(slug__in=versions.keys() - kept.keys())
        for changed_in, body in rows.values_list("changed_in", "body").iterator(1000):
            reference = _listed(json.loads(body))
            kept[reference.id] = (changed_in, reference)
        self._references = kept

    def _joined(self) -> Citing:
        conditions = _turned(self._conditions, self._merged)
        findings = _turned(self._findings, self._merged)
        merged: dict[str, list[str]] = defaultdict(list)
        for old, kept in sorted(self._merged.items()):
            merged[kept].append(old)
        listed = [
            replace(
                reference,
                conditions=tuple(conditions[slug]),
                findings=tuple(findings[slug]),
                merged=tuple(merged[slug]),
            )
            for slug, (_, reference) in self._references.items()
        ]
        listed.sort(key=lambda reference: (folded(reference.author), reference.year or 0, reference.id))
        names = {slug: name for slug, (_, name, _) in _by_name(self._conditions)}
        return Citing(tuple(listed), names, {reference.id: reference for reference in listed})


def _caught_up(known: Rows, entries: QuerySet[Any], version: str) -> Rows:
    """Version, name and cited ids of each entry by slug; reads only the entries whose version is not the known one."""
    versions = dict(entries.values_list("slug", version))
    rows = {slug: row for slug, row in known.items() if slug in versions and versions[slug] == row[0]}
    changed = entries.filter(slug__in=versions.keys() - rows.keys())
    for slug, at, name, body in changed.values_list("slug", version, "name", "body").iterator(200):
        rows[slug] = (at, name, frozenset(_cited(json.loads(body))))
    return rows


def _cited(value: Any) -> Iterator[str]:
    """Every reference id that a document cites itself: what it embeds stands for itself."""
    if isinstance(value, list):
        for item in value:
            yield from _cited(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in ("citations", "citation"):
                for citation in item if isinstance(item, list) else [item]:
                    yield citation if isinstance(citation, str) else citation["ref"]
            elif key not in ("vocabulary", "bibliography"):
                yield from _cited(item)


def _by_name(rows: Rows) -> list[tuple[str, tuple[object, str, frozenset[str]]]]:
    return sorted(rows.items(), key=lambda item: (item[1][1].casefold(), item[0]))


def _turned(rows: Rows, merged: dict[str, str]) -> dict[str, list[str]]:
    """The slugs that cite each reference, by name; who cites a merged one cites the one that was kept."""
    turned: dict[str, list[str]] = defaultdict(list)
    for slug, (_, _, cited) in _by_name(rows):
        for identity in {merged.get(one, one) for one in cited}:
            turned[identity].append(slug)
    return turned


def _listed(body: dict[str, Any]) -> CitedReference:
    people = [Person.model_validate(person) for person in body.get("author", [])]
    author = short_name(people[0]) if people else body.get("publisher") or body["title"]
    texts = [str(body.get(key) or "") for key in ("title", "container-title", "issued", "id", "DOI", "PMID")]
    words = " ".join([*texts, *(person.family or person.literal or "" for person in people)])
    issued = str(body.get("issued") or "")[:4]
    return CitedReference(
        id=body["id"],
        author=author,
        title=body["title"],
        year=int(issued) if issued else None,
        design=body["design"],
        words=folded(words),
    )


citing = CitingIndex()
