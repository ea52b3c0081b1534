"""What search needs of a published condition, in a few kilobytes: the card of a row.

A document is some sixty kilobytes; lists, ranking and reasons work from the card, so
that a page of twenty results parses no document and 100,000 conditions fit a process.
"""

import json
from dataclasses import asdict, dataclass, replace
from functools import cached_property

from conditions.catalogue.terms import is_expected
from conditions.catalogue.words import key, plain_words
from conditions.differential.probability import POINTS
from conditions.document import Association, ConditionDocument


@dataclass(frozen=True)
class Card:
    """A condition as a list shows it and as search ranks it."""

    name: str
    abbreviation: str
    category: str
    urgency: str
    base_rate: str
    regions: tuple[str, ...]
    summary: str
    synonyms: tuple[str, ...]
    search_terms: tuple[str, ...]
    codes: tuple[str, ...]
    odds: dict[str, float]
    expected: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]
    folded: tuple[str, ...] = ()

    @cached_property
    def named(self) -> tuple[tuple[str, str, frozenset[str]], ...]:
        """Each name with its kind (name, synonym or term) and its canonical words."""
        kinds = [
            *(("name", phrase) for phrase in self.titles),
            *(("synonym", phrase) for phrase in self.synonyms),
            *(("term", phrase) for phrase in self.search_terms),
        ]
        keys = self.folded or [key(phrase) for _, phrase in kinds]
        return tuple(
            (kind, phrase, frozenset(words.split()))
            for (kind, phrase), words in zip(kinds, keys, strict=True)
        )

    @property
    def titles(self) -> tuple[str, ...]:
        """Name, abbreviations and codes: what, typed exactly, always comes first."""
        bare = self.name.split(" (")[0]
        abbreviations = [self.abbreviation, *(part.strip() for part in self.abbreviation.split("/"))]
        return tuple(dict.fromkeys(t for t in (self.name, bare, *abbreviations, *self.codes) if t))

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every name that is searched as a phrase."""
        return tuple(dict.fromkeys([*self.titles, *self.synonyms, *self.search_terms]))

    def as_json(self) -> str:
        """The card as it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def card_of(document: ConditionDocument) -> Card:
    """The card of a document."""
    card = Card(
        name=document.name,
        abbreviation=document.abbreviation or "",
        category=document.category,
        urgency=document.urgency or "",
        base_rate=document.base_rate,
        regions=document.regions,
        summary=document.summary,
        synonyms=document.synonyms,
        search_terms=document.search_terms,
        codes=tuple(dict.fromkeys(code.code for code in document.codes)),
        odds={a.finding: probability(a) for a in document.findings},
        expected=tuple(a.finding for a in document.findings if is_expected(a)),
        claims=tuple((claim.claim, claim.verdict) for claim in document.claims),
    )
    names = (*card.titles, *card.synonyms, *card.search_terms)
    return replace(card, folded=tuple(key(name) for name in names))


def from_json(text: str) -> Card:
    """The card as it was stored."""
    stored = json.loads(text)
    for name in ("regions", "synonyms", "search_terms", "codes", "expected", "folded"):
        stored[name] = tuple(stored[name])
    stored["claims"] = tuple((claim, verdict) for claim, verdict in stored["claims"])
    return Card(**stored)


def probability(association: Association) -> float:
    """P(finding | condition): as rated, else the preferred sensitivity, else the middle of the band."""
    if association.probability is not None:
        return association.probability
    for row in association.accuracy:
        if row.preferred and row.sensitivity is not None:
            return row.sensitivity
    return POINTS[association.frequency]


def exact_keys(card: Card) -> list[str]:
    """The titles in one spelling each, for look-up by the whole query."""
    return sorted({key(title) for title in card.titles} - {""})


def search_words(card: Card) -> list[str]:
    """The words of names, as `n:word`, and of claims, as `c:word`: plain, endings kept."""
    names = {f"n:{word}" for phrase in card.phrases for word in plain_words(phrase)}
    claims = {f"c:{word}" for claim, _ in card.claims for word in plain_words(claim)}
    return sorted(names | claims)
