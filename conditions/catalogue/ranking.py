"""The differential of published conditions: models and recogniser, kept in each process.

`current()` follows the catalogue version, so a publication counts on the next request.
`of_editions()` reads the editions that a link names, so its result stays what it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from conditions.catalogue.entry import ConditionEntry, FindingEntry
from conditions.catalogue.read import document_of
from conditions.differential.model import Model, Prior, merged_vocabulary
from conditions.differential.recognise import Recogniser
from conditions.document import ConditionDocument, Finding
from conditions.interchange.version import OfTheVersion
from conditions.models.edition import Edition

MOST_EDITIONS = 2_000


class UnknownEditionError(ValueError):
    """Editions that were never published; the message is a sentence."""


@dataclass
class Differential:
    """A set of editions made ready for ranking, and the vocabulary to enter findings with."""

    documents: Mapping[str, ConditionDocument]
    editions: Mapping[str, int]
    vocabulary: Mapping[str, Finding]
    _models: dict[Prior, Model] = field(default_factory=dict)
    _recogniser: Recogniser | None = None

    def model(self, prior: Prior) -> Model:
        """The model under a prior; built once."""
        if prior not in self._models:
            self._models[prior] = Model(list(self.documents.values()), self.vocabulary, prior)
        return self._models[prior]

    @property
    def recogniser(self) -> Recogniser:
        """The recogniser of this vocabulary; built once."""
        if self._recogniser is None:
            self._recogniser = Recogniser(self.vocabulary.values())
        return self._recogniser

    @property
    def red_flags(self) -> tuple[Finding, ...]:
        """Findings that need action today or within days, whatever the ranking."""
        return tuple(f for f in self.vocabulary.values() if f.urgency)


def current() -> Differential:
    """The differential of all published conditions, as of the catalogue version that this request sees."""
    return _all_published.current()


def _read_current() -> Differential:
    rows = list(
        ConditionEntry.objects.filter(withdrawn=False)
        .defer("vector", "terms")
        .order_by("published_at", "slug")
    )
    documents = {row.slug: document_of(row) for row in rows}
    return Differential(documents, {row.slug: row.edition for row in rows}, _vocabulary(documents))


_all_published = OfTheVersion(_read_current)


def _vocabulary(documents: Mapping[str, ConditionDocument]) -> Mapping[str, Finding]:
    """What editions embed goes before what the catalogue says today, so that a link keeps its figures."""
    others = (
        Finding.model_validate_json(body) for body in FindingEntry.objects.values_list("body", flat=True)
    )
    return merged_vocabulary(documents.values(), others)


def of_editions(named: Mapping[str, int]) -> Differential:
    """The differential of exactly these editions. Raises UnknownEditionError."""
    now = current()
    if dict(named) == dict(now.editions):
        return now
    if len(named) > MOST_EDITIONS:
        raise UnknownEditionError(f"{len(named)} editions are named; up to {MOST_EDITIONS} can be ranked.")
    return _of_editions(tuple(sorted(named.items())))


def outdated(used: Differential) -> tuple[str, ...]:
    """Names of conditions in it that have a newer edition or were withdrawn, and of those published since."""
    now = current()
    changed = {slug for slug, number in used.editions.items() if now.editions.get(slug) != number}
    added = now.editions.keys() - used.editions.keys()
    names = {**now.documents, **used.documents}
    return tuple(sorted(names[slug].name for slug in changed | added))


@lru_cache(maxsize=8)
def _of_editions(named: tuple[tuple[str, int], ...]) -> Differential:
    wanted = dict(named)
    rows = [
        row
        for row in Edition.objects.filter(slug__in=wanted, number__in=set(wanted.values())).order_by(
            "published_at", "slug"
        )
        if wanted[row.slug] == row.number
    ]
    missing = sorted(wanted.keys() - {row.slug for row in rows})
    if missing:
        raise UnknownEditionError(f"There is no edition {wanted[missing[0]]} of “{missing[0]}”.")
    documents = {row.slug: document_of(row) for row in rows}
    return Differential(documents, wanted, _vocabulary(documents))
