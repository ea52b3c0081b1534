"""The catalogue in memory: one per process and database, as new as the database says.

Every request reads the catalogue version, a number and a stamp. When they moved, what
changed since is loaded: a publication is seen by each process on its next request. When
the process's own stamp is not in the database's history (another database was restored
or promoted in its place), everything is loaded again.

Threads share the index; `with index.lock:` while reading it.
"""

import threading
from collections.abc import Iterator
from uuid import UUID

from django.db import ProgrammingError, connections, router
from django.db.backends.utils import CursorWrapper
from pyroaring import BitMap

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.listing import listing
from conditions.catalogue.passages import passages
from conditions.catalogue.postings import FacetSets, Order, TermSets, from_bytes
from conditions.catalogue.reading import model_of
from conditions.catalogue.shelf import FindingShelf, ReferenceShelf
from conditions.catalogue.terms import facet_of
from conditions.catalogue.vocabulary import Vocabulary
from conditions.catalogue.words import form
from conditions.differential.model import Model

_VERSION = "SELECT number, stamps[1] FROM conditions_catalogueversion WHERE id = 1"
_STAMPS = "SELECT number, stamps FROM conditions_catalogueversion WHERE id = 1"
_TERMS = (
    "SELECT term, string_agg(int4send(id::int4), ''::bytea) FROM "
    "(SELECT id, unnest({column}) AS term FROM conditions_conditionentry WHERE NOT withdrawn) t GROUP BY term"
)
_ROWS = "SELECT id, slug, name, reviewed_on FROM conditions_conditionentry WHERE NOT withdrawn"
_CHANGED = (
    "SELECT id, slug, name, reviewed_on, withdrawn, terms, words, former_words FROM conditions_conditionentry "
    "WHERE changed_in > %s"
)
_SHELF = "SELECT id, slug, body FROM conditions_{table}entry WHERE changed_in > %s"
_BATCH = 2_000


class CatalogueNotReadyError(Exception):
    """The database has no catalogue yet: its tables are missing or of an older release."""


class Index:
    """The published conditions, findings and references of one database."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self.lock = threading.RLock()
        self._empty()

    def _empty(self) -> None:
        self.version = -1
        self._stamp: UUID | None = None
        self.live = BitMap()
        self.facets = FacetSets()
        self.names = TermSets()
        self.claims = TermSets()
        self.vocabulary = Vocabulary()
        self.by_name = Order()
        self.by_review = Order()
        self.slugs: dict[int, str] = {}
        self.rows: dict[str, int] = {}
        self.listing = listing(self.alias)
        self.passages = passages(self.alias)
        self.labels: dict[str, list[tuple[str, str]]] = {}
        self._model: Model | None = None
        self.findings = FindingShelf()
        self.references = ReferenceShelf()

    def refresh(self) -> None:
        """Catch up with the database. Raises CatalogueNotReadyError."""
        try:
            with connections[self.alias].cursor() as cursor:
                cursor.execute(_VERSION)
                if (cursor.fetchone() or (0, None)) == (self.version, self._stamp):
                    return
                with self.lock:
                    # Read again: another thread may have been quicker.
                    cursor.execute(_STAMPS)
                    number, stamps = cursor.fetchone() or (0, [])
                    if (number, stamps[:1]) != (self.version, [self._stamp]):
                        self._catch_up(cursor, number, stamps)
        except ProgrammingError as error:
            raise CatalogueNotReadyError(
                "The catalogue is not ready: the database has not been prepared for this release. "
                "Run “manage.py migrate”."
            ) from error

    def _catch_up(self, cursor: CursorWrapper, number: int, stamps: list[UUID]) -> None:
        if self._stamp is not None and self._stamp in stamps:
            self._load_changes(cursor)
        else:
            self._empty()
            self._load_all(cursor)
        self._load_shelves(cursor)
        self._model = None
        self.labels = {}
        self.version, self._stamp = number, stamps[0] if stamps else None

    def _load_all(self, cursor: CursorWrapper) -> None:
        cursor.execute(_ROWS)
        rows = cursor.fetchall()
        self.live = BitMap(row[0] for row in rows)
        self.slugs = {row[0]: row[1] for row in rows}
        self.rows = {slug: row for row, slug in self.slugs.items()}
        self.by_name.load((row[0], row[2].casefold()) for row in rows)
        self.by_review.load((row[0], _newest_first(row[3])) for row in rows)
        cursor.execute(_TERMS.format(column="terms"))
        for term, packed in _batches(cursor):
            self.facets.load(term, from_bytes(packed))
        cursor.execute(_TERMS.format(column="words"))
        for term, packed in _batches(cursor):
            kind, _, word = term.partition(":")
            (self.names if kind == "n" else self.claims).load(form(word), from_bytes(packed))
            if kind == "n":
                self.vocabulary.add([word])

    def _load_changes(self, cursor: CursorWrapper) -> None:
        cursor.execute(_CHANGED, [self.version])
        for row, slug, name, reviewed_on, withdrawn, terms, words, former in cursor.fetchall():
            names, claims = _by_kind(words)
            for sets, had in zip((self.names, self.claims), _by_kind([*words, *former]), strict=True):
                sets.discard(row, map(form, had))
            self.listing.forget(row)
            self.passages.forget(row)
            if withdrawn:
                self.live.discard(row)
                self.slugs.pop(row, None)
                self.rows.pop(slug, None)
                self.facets.replace(row, ())
                self.by_name.discard(row)
                self.by_review.discard(row)
                continue
            self.live.add(row)
            self.slugs[row] = slug
            self.rows[slug] = row
            self.facets.replace(row, terms)
            self.names.add(row, {form(word) for word in names})
            self.claims.add(row, {form(word) for word in claims})
            self.vocabulary.add(names)
            self.by_name.put(row, name.casefold())
            self.by_review.put(row, _newest_first(reviewed_on))

    def _load_shelves(self, cursor: CursorWrapper) -> None:
        for table, shelf in (("finding", self.findings), ("reference", self.references)):
            cursor.execute(_SHELF.format(table=table), [self.version])
            for rows in iter(lambda: cursor.fetchmany(_BATCH), []):
                self.vocabulary.add(shelf.put(rows))

    def expecting(self, finding: str) -> BitMap:
        """The conditions that are listed under a finding."""
        entry = self.findings.by_id.get(finding)
        return self.facets.values(facet_of(entry)).get(finding) if entry else BitMap()

    @property
    def model(self) -> Model:
        """The model of the differential over all conditions; for catalogues of a few hundred."""
        if self._model is None:
            cards = {listed.slug: listed.card for listed in self.listing.get(self.live).values()}
            self._model = model_of(cards, self.findings)
        return self._model


def _batches(cursor: CursorWrapper) -> Iterator[tuple[str, bytes]]:
    for rows in iter(lambda: cursor.fetchmany(_BATCH), []):
        yield from rows


def _by_kind(words: list[str]) -> tuple[list[str], list[str]]:
    """Words of names and words of claims."""
    return [w[2:] for w in words if w.startswith("n:")], [w[2:] for w in words if w.startswith("c:")]


def _newest_first(day: object) -> str:
    """A sort key that puts the latest review first and the conditions without one last."""
    return "9" if day is None else "".join(chr(105 - ord(c)) if c.isdigit() else c for c in str(day))


_indexes: dict[str, Index] = {}
_indexes_lock = threading.Lock()


def current() -> Index:
    """The index of the database that reads go to, caught up. Raises CatalogueNotReadyError."""
    alias = router.db_for_read(ConditionEntry)
    with _indexes_lock:
        index = _indexes.get(alias)
        if index is None:
            index = _indexes[alias] = Index(alias)
    index.refresh()
    return index
