"""Which published conditions cite which reference; kept in memory per process for lists and counts.

Read again when the catalogue's version moved, and then only what changed.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock

from conditions.bibliography.names import folded, short_name
from conditions.catalogue.entry import ConditionEntry, ReferenceEntry
from conditions.document import Person
from conditions.interchange.version import Stamp, catalogue_stamp


@dataclass(frozen=True)
class CitedReference:
    """A published reference as lists sort and filter it; `words` is its text, folded."""

    id: str
    author: str
    title: str
    year: int | None
    design: str
    words: str
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Citing:
    """All published references by first author, and the names of the conditions that cite any."""

    references: tuple[CitedReference, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    by_id: dict[str, CitedReference] = field(default_factory=dict)


class CitingIndex:
    """Loads and refreshes `Citing`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stamp: Stamp | None = None
        self._conditions: dict[str, tuple[str, str, tuple[str, ...]]] = {}
        self._references: dict[str, tuple[int, CitedReference]] = {}
        self._citing = Citing()

    def current(self) -> Citing:
        """What is published now: one small query, and more only after a publication."""
        stamp = catalogue_stamp()
        if stamp != self._stamp:
            with self._lock:
                self._load()
                self._stamp = stamp
        return self._citing

    def _load(self) -> None:
        live = dict(ConditionEntry.objects.filter(withdrawn=False).values_list("slug", "sha256"))
        kept = {slug: row for slug, row in self._conditions.items() if live.get(slug) == row[0]}
        rows = ConditionEntry.objects.filter(slug__in=live.keys() - kept.keys())
        for slug, sha256, name, body in rows.values_list("slug", "sha256", "name", "body").iterator(200):
            kept[slug] = (sha256, name, tuple(r["id"] for r in json.loads(body).get("bibliography", [])))
        self._conditions = kept
        self._load_references()
        self._citing = self._joined()

    def _load_references(self) -> None:
        versions = dict(ReferenceEntry.objects.values_list("slug", "changed_in"))
        kept = {slug: row for slug, row in self._references.items() if versions.get(slug) == row[0]}
        rows = ReferenceEntry.objects.filter(slug__in=versions.keys() - kept.keys())
        for changed_in, body in rows.values_list("changed_in", "body").iterator(1000):
            reference = _listed(json.loads(body))
            kept[reference.id] = (changed_in, reference)
        self._references = kept

    def _joined(self) -> Citing:
        citing: dict[str, list[str]] = defaultdict(list)
        names = {}
        for slug, (_, name, cited) in sorted(self._conditions.items(), key=lambda row: row[1][1].casefold()):
            names[slug] = name
            for identity in cited:
                citing[identity].append(slug)
        listed = [
            CitedReference(**{**reference.__dict__, "conditions": tuple(citing[slug])})
            for slug, (_, reference) in self._references.items()
        ]
        listed.sort(key=lambda reference: (folded(reference.author), reference.year or 0, reference.id))
        return Citing(tuple(listed), names, {reference.id: reference for reference in listed})


def _listed(body: dict[str, object]) -> CitedReference:
    people = [Person.model_validate(person) for person in _list(body.get("author"))]
    author = short_name(people[0]) if people else str(body.get("publisher") or body["title"])
    texts = [str(body.get(key) or "") for key in ("title", "container-title", "issued", "id", "DOI", "PMID")]
    words = " ".join([*texts, *(person.family or person.literal or "" for person in people)])
    issued = str(body.get("issued") or "")[:4]
    return CitedReference(
        id=str(body["id"]),
        author=author,
        title=str(body["title"]),
        year=int(issued) if issued else None,
        design=str(body["design"]),
        words=folded(words),
    )


def _list(value: object) -> Iterator[object]:
    return iter(value if isinstance(value, list) else [])


citing = CitingIndex()
