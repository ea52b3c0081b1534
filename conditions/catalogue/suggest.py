"""Suggestions for a half-typed query: conditions, findings, claims and references, from memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain

from pyroaring import BitMap

from conditions.catalogue import reading, typed
from conditions.catalogue.find import MOSTLY_FINDINGS, fitting
from conditions.catalogue.index import Index, current
from conditions.catalogue.postings import TermSets, most_shared
from conditions.catalogue.shelf import names_of
from conditions.catalogue.typed import Typed
from conditions.catalogue.why import fits
from conditions.catalogue.words import cached_plain_words, form, plain

# How many of each kind are offered.
CONDITIONS, FINDINGS, CLAIMS, REFERENCES = 6, 4, 3, 3
# Conditions offered for findings in the text, where no name goes on as it does.
FITTING = 3
# A list of suggestions looks at no more rows than this.
LOOKED_AT = 40
_Scored = list[tuple[float, str, "Suggestion"]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion. `kind`: condition, finding, claim or reference; `note` says more about it."""

    kind: str
    slug: str
    label: str
    note: str = ""


def suggest(text: str) -> tuple[Suggestion, ...]:
    """Suggestions for what was typed so far, grouped by kind, the best first in each group.

    Raises CatalogueNotReadyError.
    """
    index = current()
    asked = typed.parse(text)
    if not asked.plain:
        return ()
    with index.lock:
        conditions, *others = (
            _best(offered, most)
            for offered, most in (
                (_conditions(index, asked), CONDITIONS),
                (_findings(index, asked), FINDINGS),
                (_claims(index, asked), CLAIMS),
                (_references(index, asked), REFERENCES),
            )
        )
    return tuple(chain(conditions or _described(index, text), *others))


def _best(offered: Iterable[tuple[float, Suggestion]], most: int) -> list[Suggestion]:
    ranked = sorted(offered, key=lambda pair: (-pair[0], pair[1].label.casefold()))
    return [suggestion for score, suggestion in ranked[:most] if score]


def _having(index: Index, sets: TermSets, asked: Typed) -> BitMap:
    """Rows that have every word, the last one half-typed; else those that have the most of them."""
    *whole, last = asked.plain
    ends = {form(last), *(form(word) for word in index.vocabulary.completions(last))}
    rows = [sets.get(form(word)) for word in dict.fromkeys(whole)] + [sets.in_any(ends)]
    every = BitMap.intersection(*rows)
    return every or most_shared([found for found in rows if found], LOOKED_AT)


def fit(name: str, asked: Typed) -> float:
    """How well a name continues what was typed: all words in it, typed from its start, little left to type."""
    own = cached_plain_words(name)
    forms = {form(word) for word in own}
    *whole, last = asked.plain
    hits = sum(form(word) in forms for word in whole) + any(word.startswith(last) for word in own)
    if not hits or (form(last) not in forms and not any(word.startswith(last) for word in own)):
        return 0.0
    starts = " ".join(own).startswith(" ".join(asked.plain))
    typed_length = sum(map(len, asked.plain))
    return hits / len(asked.plain) + 0.5 * starts + 0.3 * min(1.0, typed_length / sum(map(len, own)))


def _best_fit(names: Iterable[str], asked: Typed) -> tuple[float, str]:
    """The name that fits best; looked at closely only where the last word, or its beginning, stands."""
    last = asked.plain[-1][:3]
    likely = [name for name in names if last in plain(name)]
    return max(((fit(name, asked), name) for name in likely), key=lambda pair: pair[0], default=(0.0, ""))


def _conditions(index: Index, asked: Typed) -> Iterator[tuple[float, Suggestion]]:
    rows = index.by_name.page(_having(index, index.names, asked), 0, LOOKED_AT)
    for listed in index.listing.get(rows).values():
        title, _ = _best_fit(listed.card.titles, asked)
        other, name = _best_fit(listed.card.phrases, asked)
        # Search terms are not shown: they may be misspelt.
        note = name if other > title and name in listed.card.synonyms else ""
        yield (
            max(title + 0.1 if title else 0.0, other),
            Suggestion("condition", listed.slug, listed.name, note),
        )


def _described(index: Index, text: str) -> Iterator[Suggestion]:
    """Conditions that the findings in the text fit, with those findings as the note."""
    read = reading.read(index.findings.recogniser, text, index.vocabulary.knows)
    if not read.present or read.coverage < MOSTLY_FINDINGS:
        return
    shares = fitting(index, read)
    with index.lock:
        rows = nsmallest(FITTING, filter(shares.get, shares), lambda r: (-shares[r], index.by_name.key(r)))
        for listed in index.listing.get(rows).values():
            names = "; ".join(index.findings.label(finding) for finding in fits(listed, read.present))
            yield Suggestion("condition", listed.slug, listed.name, f"fits {names}")


def _findings(index: Index, asked: Typed) -> Iterator[tuple[float, Suggestion]]:
    for finding in index.findings.at(_having(index, index.findings.words, asked)[:LOOKED_AT]):
        named = fit(finding.name, asked)
        other, name = _best_fit(names_of(finding), asked)
        note = name if other > named and name in finding.synonyms else ""
        yield max(named + 0.1 if named else 0.0, other), Suggestion("finding", finding.id, finding.name, note)


def _claims(index: Index, asked: Typed) -> Iterator[tuple[float, Suggestion]]:
    if len(asked.telling) < 2 and len(asked.plain[-1]) < 4:
        return  # too short to mean a whole sentence
    rows = index.by_name.page(_having(index, index.claims, asked), 0, LOOKED_AT)
    for listed in index.listing.get(rows).values():
        for claim, verdict in listed.card.claims:
            note = f"{verdict.replace('-', ' ')}: {listed.name}"
            yield _whole(claim, asked), Suggestion("claim", listed.slug, claim, note)


def _references(index: Index, asked: Typed) -> Iterator[tuple[float, Suggestion]]:
    for source in index.references.at(_having(index, index.references.words, asked)[:LOOKED_AT]):
        year = f", {source.year}" if source.year else ""
        text = f"{source.slug} {source.title} {source.authors} {source.year}"
        yield (
            _whole(text, asked),
            Suggestion("reference", source.slug, source.title, f"{source.authors}{year}"),
        )


def _whole(text: str, asked: Typed) -> float:
    """Only texts that have every word are worth offering as a whole sentence."""
    score = fit(text, asked)
    return score if score >= 1 else 0.0
