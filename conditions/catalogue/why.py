"""Why a condition was found, in words a reader can check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from conditions.catalogue.find import Found
from conditions.catalogue.index import Index
from conditions.catalogue.listing import Listed
from conditions.catalogue.words import form, spans
from conditions.document import FREQUENCY_BANDS

MOST_FINDINGS = 5
_KINDS = {"name": "name", "synonym": "synonym", "term": "also called"}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text, marked where it has the words of the query. Plain text: templates escape it."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: the kind in a word, the text in parts, a note such as how frequent a finding is."""

    kind: str
    parts: tuple[Part, ...]
    note: str = ""

    @property
    def text(self) -> str:
        """The parts as one text."""
        return "".join(part.text for part in self.parts)


def reasons(index: Index, listed: Listed, found: Found) -> tuple[Reason, ...]:
    """The name that matches and the findings that fit, the most telling first; empty without a query."""
    if not found.typed.clauses:
        return ()
    own: list[Reason] = []
    if (named := found.names.get(listed.row)) and named.score > 0:
        own.append(Reason(_KINDS[named.kind], marked(named.phrase, found.typed.forms)))
    # What few conditions share says more than age or sex.
    telling = sorted(found.reading.present, key=lambda finding: len(index.expecting(finding)))
    own += [
        Reason(
            "finding",
            (Part(index.findings.label(finding), marked=True),),
            frequency(listed.card.odds[finding]),
        )
        for finding in fits(listed, telling)
    ][:MOST_FINDINGS]
    own += [
        Reason("absent", (Part(index.findings.label(finding), marked=True),), frequency(p))
        for finding in found.reading.absent
        if (p := listed.card.odds.get(finding, 1.0)) < FREQUENCY_BANDS["frequent"][0]
    ][:MOST_FINDINGS]
    return tuple(own)


def fits(listed: Listed, findings: Iterable[str]) -> list[str]:
    """Those of the findings that are at least occasional in a condition."""
    least = FREQUENCY_BANDS["occasional"][0]
    return [finding for finding in findings if listed.card.odds.get(finding, 0.0) >= least]


def frequency(probability: float) -> str:
    """The band of the Human Phenotype Ontology that a probability falls into, in words; both where two meet."""
    if FREQUENCY_BANDS["very-rare"][0] <= probability <= FREQUENCY_BANDS["excluded"][1]:
        return "very rare or excluded"
    for band, (low, _) in FREQUENCY_BANDS.items():
        if probability >= low and band != "excluded":
            return band.replace("-", " ")
    return "excluded"


def marked(text: str, forms: Sequence[str]) -> tuple[Part, ...]:
    """A text cut where its words are words of the query, in any spelling and ending; the last may be half-typed."""
    asked = tuple(forms)
    parts: list[Part] = []
    done = 0
    for start, end, own in spans(text):
        if _is_asked(own, asked):
            if start > done:
                parts.append(Part(text[done:start]))
            parts.append(Part(text[start:end], marked=True))
            done = end
    if done < len(text):
        parts.append(Part(text[done:]))
    return tuple(parts)


@lru_cache(maxsize=50_000)
def _is_asked(own: frozenset[str], asked: tuple[str, ...]) -> bool:
    """Whether a word, in its canonical forms, is one of the query. Kept: texts repeat their words."""
    last = asked[-1] if asked else ""
    return any(
        word in asked or (len(last) > 2 and word.startswith(last)) or _differ_by_ending(word, asked)
        for word in own
    )


def _differ_by_ending(word: str, asked: tuple[str, ...]) -> bool:
    """Whether a word of the query is the same but for an English ending ("walking", "walks")."""
    alike = [other for other in asked if len(other) > 3 and other[:4] == word[:4]]
    return bool(alike) and _stem(word) in map(_stem, alike)


def _stem(word: str) -> str:
    word = form(word)
    for ending in ("ing", "ed", "es", "e", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
