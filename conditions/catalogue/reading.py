"""A query read as findings, and how well they fit each condition.

The recogniser and the model are those of the differential: a query that names findings
is ranked as the Differentiate page would rank them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from conditions.catalogue.card import Card
from conditions.catalogue.shelf import FindingShelf
from conditions.catalogue.words import plain_words
from conditions.differential.facts import FindingsError
from conditions.differential.model import Model
from conditions.differential.rank import rank
from conditions.differential.recognise import Recogniser
from conditions.document import Association, ConditionDocument, Finding, Part

_Part = TypeVar("_Part", bound=Part)

_CODE = re.compile(r"\b[A-Za-z]\d\d\.?\d[0-9A-Za-z]*\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """The findings in a query: present, absent, the share of its telling characters that they use.

    `spans`: where, apart from findings that were read from misspelt words.
    """

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    coverage: float = 0.0
    spans: tuple[tuple[int, int], ...] = field(default=())

    @property
    def findings(self) -> tuple[str, ...]:
        """All findings, present ones first."""
        return self.present + self.absent


def read(recogniser: Recogniser, text: str, knows: Callable[[str], bool]) -> Reading:
    """The findings that a text names.

    A code is none: "M70.6" is not a man of seventy. Nor is a finding that was read from
    words as misspelt which the catalogue `knows` as they are.
    """
    text = _CODE.sub(lambda match: " " * len(match[0]), text)
    found = recogniser.recognise(text)
    matches = [m for m in found.matches if not m.corrected or not all(map(knows, plain_words(m.words)))]
    used = {i for m in matches for i in range(m.start, m.end) if text[i].isalnum()}
    spoken = used | {i for words in found.unread for i in _places(text, words)}
    spoken |= {i for m in found.matches for i in range(m.start, m.end) if text[i].isalnum()}
    clashing = set(found.contradictory)
    return Reading(
        tuple(dict.fromkeys(m.finding for m in matches if m.present and m.finding not in clashing)),
        tuple(dict.fromkeys(m.finding for m in matches if not m.present and m.finding not in clashing)),
        len(used) / len(spoken) if spoken else 0.0,
        tuple(sorted({(m.start, m.end) for m in matches if not m.corrected})),
    )


def _places(text: str, part: str) -> list[int]:
    start = text.find(part)
    return [i for i in range(start, start + len(part)) if text[i].isalnum()] if start >= 0 else []


def model_of(cards: Mapping[str, Card], findings: FindingShelf) -> Model:
    """The model of the differential over the cards of conditions, by slug."""
    documents = [_document(slug, card) for slug, card in cards.items()]
    # Equal priors: a search asks which condition is described, not which is the likelier.
    return Model(documents, findings.by_id, prior="equal")


def _document(slug: str, card: Card) -> ConditionDocument:
    # The card was made from a valid document; the model needs no more of it than this.
    associations = tuple(
        _construct(Association, finding=finding, frequency="occasional", probability=probability)
        for finding, probability in card.odds.items()
    )
    return _construct(ConditionDocument, slug=slug, base_rate=card.base_rate, findings=associations)


def _construct(part: type[_Part], **fields: Any) -> _Part:
    return cast(_Part, part.model_construct(**fields))


def support(model: Model, reading: Reading, vocabulary: Mapping[str, Finding]) -> dict[str, float]:
    """Posterior of each condition by slug; empty where the findings can't be ranked."""
    known = {f for f in reading.findings if f in vocabulary}
    try:
        ranking = rank(
            model,
            [f for f in reading.present if f in known],
            [f for f in reading.absent if f in known],
        )
    except FindingsError:
        return {}
    return dict(zip(model.slugs, ranking.posteriors, strict=True))
