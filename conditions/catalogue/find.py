"""From typed text to conditions with a score: names, weighted text and recognised findings."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pyroaring import BitMap

from conditions.catalogue import reading, spelling, text, typed
from conditions.catalogue.index import Index
from conditions.catalogue.phrases import Named, best_name, weigher
from conditions.catalogue.postings import in_at_least, most_shared
from conditions.catalogue.reading import Reading
from conditions.catalogue.typed import Typed
from conditions.catalogue.words import form, key

# How the three signals are blended: each is at most 1.
NAMES, TEXT, FINDINGS = 1.0, 0.4, 0.9
TITLE = 10.0
# A name counts as a result from this score; below it only helps the order.
NAME_IS_RESULT = 0.3
# From this score it does where nothing else was found: one name in a longer note.
NAME_IN_A_NOTE = 0.2
# The query is taken as a list of findings when they use this share of it.
MOSTLY_FINDINGS = 0.5
# At most so many conditions are compared name by name and finding by finding.
CANDIDATES = 200


@dataclass(frozen=True)
class Found:
    """The rows that a text finds, with scores and what led to them."""

    rows: BitMap
    scores: dict[int, float] = field(default_factory=dict)
    names: dict[int, Named] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)
    typed: Typed = field(default_factory=lambda: typed.parse(""))
    corrected: str = ""
    suggestions: tuple[str, ...] = ()
    partly: bool = False


def find(index: Index, query: str, *, verbatim: bool = False) -> Found:
    """What a text finds. Misspelt words are read otherwise where there is one clear reading."""
    with index.lock:
        words = typed.parse(query, index.vocabulary.knows)
    if not words.clauses:
        return Found(BitMap(index.live))
    with index.lock:
        asked = typed.all_of(words, index.vocabulary.finished)
    matched, titled = text.matching_or_titled(index.alias, asked, key(query))
    read = Reading()
    if not (words.strict or titled):
        read = reading.read(index.findings.recogniser, query, index.vocabulary.knows)
    respelt = () if verbatim or titled else _respelt(index, words, read)
    if len(respelt) == 1 and respelt[0].clear:
        return replace(find(index, respelt[0].text, verbatim=True), corrected=respelt[0].text)
    found = _scored(index, words, read, matched, titled)
    return replace(found, suggestions=tuple(r.text for r in respelt))


def _respelt(index: Index, words: Typed, read: Reading) -> tuple[spelling.Respelling, ...]:
    recognised = {w for start, end in read.spans for w in typed.parse(words.text[start:end]).plain}
    with index.lock:
        unknown = spelling.misspelt((w for w in words.plain if w not in recognised), index.vocabulary)
        if words.half_typed and index.vocabulary.completions(words.half_typed, limit=1):
            unknown = [word for word in unknown if word != words.half_typed]
    if not unknown:
        return ()
    elsewhere = text.known(index.alias, [form(word) for word in unknown])
    unknown = [word for word in unknown if form(word) not in elsewhere]
    with index.lock:
        return tuple(
            spelling.readings(words.text, unknown, index.vocabulary, lambda word: _somewhere(index, word))
        )


def _somewhere(index: Index, word: str) -> bool:
    return bool(index.names.get(word) or index.findings.words.get(word) or index.references.words.get(word))


def _scored(index: Index, words: Typed, read: Reading, matched: BitMap, titled: BitMap) -> Found:
    with index.lock:
        some = typed.any_of(words, index.vocabulary.finished)
    rows = matched | titled
    names = _names(index, words)
    partly = False
    if not words.strict:
        rows |= BitMap(row for row, named in names.items() if named.score >= NAME_IS_RESULT)
        nothing_yet = not rows
        if read.present and (read.coverage >= MOSTLY_FINDINGS or nothing_yet):
            rows |= _expecting(index, read.present)
        if nothing_yet:
            rows |= BitMap(row for row, named in names.items() if named.score >= NAME_IN_A_NOTE)
        if not rows:
            rows = text.matching(index.alias, some)
            partly = bool(rows)
    with index.lock:
        rows &= index.live
    weights = text.ranks(index.alias, some, rows)
    supports = _supports(index, read, rows)
    scores = {
        row: NAMES * (names[row].score if row in names else 0.0)
        + TEXT * weights.get(row, 0.0)
        + FINDINGS * read.coverage * supports.get(row, 0.0)
        + (TITLE if row in titled else 0.0)
        for row in {*names, *weights, *supports, *titled}
        if row in rows
    }
    return Found(rows, scores, names, read, words, partly=partly)


def _names(index: Index, words: Typed) -> dict[int, Named]:
    """The best name of each condition that shares telling words with the query."""
    telling = dict.fromkeys(form(word) for word in words.telling)
    with index.lock:
        ends = (
            [form(word) for word in index.vocabulary.finished(words.half_typed)] if words.half_typed else []
        )
        telling.update(dict.fromkeys(ends))
        rows = most_shared([found for word in telling if (found := index.names.get(word))], CANDIDATES)
        weigh = weigher(lambda word: len(index.names.get(word)), len(index.live))
        cards = index.listing.get(rows)
        readings = [(*words.forms[:-1], end) for end in dict.fromkeys(ends)] or [words.forms]
        best = {
            row: max(
                (
                    named
                    for forms in readings
                    if (named := best_name(listed.card, forms, weigh, words.joined))
                ),
                key=lambda named: named.score,
                default=None,
            )
            for row, listed in cards.items()
        }
    return {row: named for row, named in best.items() if named}


def _expecting(index: Index, findings: Iterable[str]) -> BitMap:
    """Conditions that are listed under at least half of the findings."""
    with index.lock:
        sets = [index.expecting(finding) for finding in findings]
    layers = in_at_least(sets)
    return layers[(len(sets) + 1) // 2 - 1] if layers else BitMap()


def fitting(index: Index, read: Reading) -> dict[int, float]:
    """Rows listed under at least half of the findings, with how well all of them fit: a share of the best fit."""
    rows = _expecting(index, read.present)
    with index.lock:
        rows &= index.live
    return {row: share for row, share in _supports(index, read, rows).items() if row in rows}


def _supports(index: Index, read: Reading, rows: BitMap) -> dict[int, float]:
    """How well the findings fit, as a share of the best fit."""
    if not read.findings:
        return {}
    with index.lock:
        if len(index.live) <= CANDIDATES:
            model = index.model
        else:
            sets = [index.expecting(finding) & rows for finding in read.present]
            some = most_shared([s for s in sets if s], CANDIDATES) or BitMap(rows[:CANDIDATES])
            cards = {listed.slug: listed.card for listed in index.listing.get(some).values()}
            model = reading.model_of(cards, index.findings)
        posteriors = reading.support(model, read, index.findings.by_id)
        best = max(posteriors.values(), default=1.0) or 1.0
        return {index.rows[slug]: share / best for slug, share in posteriors.items() if slug in index.rows}
