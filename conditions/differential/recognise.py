"""Recognising findings in the words of a note or a query, with negation and misspelling.

    recogniser = Recogniser(findings)            # once per version of the vocabulary: about 40 ms
    found = recogniser.recognise("58F, outer hip sore, limps, no pins and needles, SLR -ve")
    found.present     ('female-sex', 'age-40-to-60', 'age-over-50', 'lateral-hip-pain', 'antalgic-gait')
    found.absent      ('leg-paraesthesia', 'straight-leg-raise')
    found.matches     Match(finding, present, start, end, words, term, corrected, read), in order of place
    found.unclear     words that fit several findings alike ("FABER +ve": which site?)
    found.contradictory  ids that the text both affirms and denies; they are in neither list
    found.unread      words of the text that nothing was made of

`start` and `end` count characters of the text as given; several matches may share
words ("pain in the groin and buttock"). Names, synonyms and search terms count,
words in any order within a few words of each other; British and American spelling,
plurals and slips of the pen meet. "no", "denies", "without", "neg", "-ve" deny to the
end of the clause; "worse ... better" keeps what eases apart from what provokes.
Age, sex and duration ("58F", "27M", "> 3/12") become history findings (`read` is true).

Nothing is kept: the recogniser holds the vocabulary only. Raises `TextTooLongError`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from conditions.differential.history import readings
from conditions.differential.lexicon import (
    COMPLAINTS,
    FINE_BEFORE,
    GENERIC,
    NEGATOR,
    ORDINARY,
    SHARED,
    STATUS_FINE,
    STATUS_NEGATIVE,
    STATUS_POSITIVE,
    canonical,
)
from conditions.differential.polarity import denied, eased
from conditions.differential.terms import Term, TermIndex, relieving
from conditions.differential.tokens import Segment, Word, segments
from conditions.document import Finding

MAX_CHARACTERS = 10_000
_GAP = 2  # other words that may stand among the words of a term
_TIE = 0.011


class TextTooLongError(ValueError):
    """The text is longer than a note can be."""


@dataclass(frozen=True, slots=True)
class Match:
    """A finding that was recognised: where, by which term, and whether the text affirms or denies it."""

    finding: str
    present: bool
    start: int
    end: int
    words: str
    term: str
    corrected: bool = False
    read: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words that name several findings alike; the reader chooses."""

    findings: tuple[str, ...]
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was made of a text."""

    matches: tuple[Match, ...]
    unclear: tuple[Unclear, ...]
    contradictory: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def present(self) -> tuple[str, ...]:
        """Ids of findings that the text affirms, in order of first mention."""
        return self._ids(present=True)

    @property
    def absent(self) -> tuple[str, ...]:
        """Ids of findings that the text denies, in order of first mention."""
        return self._ids(present=False)

    def _ids(self, *, present: bool) -> tuple[str, ...]:
        clashing = set(self.contradictory)
        ids = (m.finding for m in self.matches if m.present is present and m.finding not in clashing)
        return tuple(dict.fromkeys(ids))


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a segment: its words' positions and how good the match is; `denied` in its midst."""

    term: Term
    positions: tuple[int, ...]
    score: float
    corrected: bool
    denied: bool = False


class Recogniser:
    """Finds the findings of one vocabulary in texts; see the module's description."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = {finding.id: finding for finding in findings}
        self._index = TermIndex(self._findings.values())
        self._correct = lru_cache(maxsize=20_000)(self._nearest)

    def recognise(self, text: str) -> Recognition:
        """The findings that a text affirms and denies; raises TextTooLongError above 10,000 characters."""
        if len(text) > MAX_CHARACTERS:
            raise TextTooLongError(
                f"The text has {len(text):,} characters; {MAX_CHARACTERS:,} can be read. Paste only the findings."
            )
        figures = [r for r in readings(text) if r.finding in self._findings]
        matches = [
            Match(r.finding, r.present, r.start, r.end, text[r.start : r.end], "", read=True) for r in figures
        ]
        unclear: list[Unclear] = []
        unread: list[str] = []
        cut = segments(text, [(r.start, r.end) for r in figures])
        any_pain = (
            any(w.canonical == "pain" for s in cut for w in s.words) or sum(len(s.words) for s in cut) <= 6
        )
        chosen = [self._choose(segment, any_pain=any_pain) for segment in cut]
        for place, (segment, hits) in enumerate(zip(cut, chosen, strict=True)):
            for hit, rivals in hits:
                absent = denied(cut, chosen, place, hit, self._findings)
                start, end = _span(segment, hit)
                if rivals and not absent:
                    ids = (hit.term.finding, *(r.term.finding for r in rivals))
                    unclear.append(Unclear(tuple(sorted(set(ids))), start, end, text[start:end]))
                    continue
                matches.extend(
                    Match(
                        one.term.finding,
                        not absent,
                        start,
                        end,
                        text[start:end],
                        one.term.text,
                        one.corrected,
                    )
                    for one in (hit, *rivals)
                )
            unread.extend(_left_over(text, segment, hits))
        matches.sort(key=lambda m: (m.start, m.end, m.finding))
        affirmed = {m.finding for m in matches if m.present}
        clashing = dict.fromkeys(m.finding for m in matches if not m.present and m.finding in affirmed)
        return Recognition(tuple(matches), tuple(unclear), tuple(clashing), tuple(unread))

    def _choose(self, segment: Segment, *, any_pain: bool) -> list[tuple[Hit, list[Hit]]]:
        """The best hits of a segment that do not use the same words, each with those that fit as well."""
        hits = self._hits(segment, any_pain=any_pain)
        hits.sort(key=lambda h: (-h.score, h.positions, h.term.finding))
        taken: set[int] = set()
        found: set[str] = set()
        out: list[tuple[Hit, list[Hit]]] = []
        for index, hit in enumerate(hits):
            own = {i for i in hit.positions if segment.words[i].canonical not in SHARED}
            if hit.term.finding in found or (own and own & taken) or set(hit.positions) <= taken:
                continue
            if eased(segment, hit, self._findings[hit.term.finding]):
                continue
            rivals = {
                other.term.finding: other
                for other in hits[index + 1 :]
                if other.score >= hit.score - _TIE
                and other.positions == hit.positions
                and other.term.finding not in found | {hit.term.finding}
            }
            taken |= set(hit.positions)
            found |= {hit.term.finding, *rivals}
            out.append((hit, list(rivals.values())))
        return sorted(out, key=lambda pair: pair[0].positions)

    def _hits(self, segment: Segment, *, any_pain: bool) -> list[Hit]:
        places: dict[str, list[int]] = {}
        corrected: set[int] = set()
        for i, word in enumerate(segment.words):
            form, folded = word.canonical, word.folded
            if form not in self._index.known and (right := self._correct(folded)) is not None:
                form, folded = canonical(right), right
                corrected.add(i)
            singular = folded[:-1] if folded.endswith("s") else folded
            keys = {form, f"={folded}", f"={singular}"}
            # What radiates is pain: "radiates below the knee".
            for key in keys | {"pain"} if form == "radiat" else keys:
                places.setdefault(key, []).append(i)
        out: list[Hit] = []
        for anchor, at in places.items():
            for term in self._index.by_anchor.get(anchor, ()):
                if (term.needs == "pain" and not any_pain) or not all(w in places for w in term.words):
                    continue
                found = (h for i in at if (h := _fit(term, anchor, i, places, corrected)))
                out.extend(
                    h
                    for h in found
                    if (term.needs != "fine" or _said_fine(segment, h)) and _relieves_as_said(segment, h)
                )
        return out

    def _nearest(self, folded: str) -> str | None:
        """The vocabulary word that a misspelt word means, where one is clearly nearest."""
        if len(folded) < 5 or not folded.isalpha() or folded in ORDINARY:
            return None
        limit = 1 if len(folded) < 8 else 2
        found = process.extract(
            folded, self._index.spellings, scorer=OSA.distance, score_cutoff=limit, limit=3
        )
        near = [n for n in found if n[0][0] == folded[0] or n[0][:2] == folded[1::-1] or len(folded) >= 8]
        if near and all(n[1] > near[0][1] or canonical(n[0]) == canonical(near[0][0]) for n in near[1:]):
            return near[0][0]
        return None


def _fit(term: Term, anchor: str, at: int, places: dict[str, list[int]], corrected: set[int]) -> Hit | None:
    """The term around one place of its anchor, if its words stand close enough together."""
    positions = []
    for word in term.words:
        if word == anchor:
            positions.append(at)
        else:
            free = [i for i in places[word] if i != at and i not in positions]
            if not free:
                return None
            positions.append(min(free, key=lambda i: (abs(i - at), -i)))
    span = max(positions) - min(positions) + 1
    gaps = span - len(positions)
    if gaps > _GAP + (len(positions) > 3):
        return None
    within = [
        i for i in places.get(NEGATOR, ()) if i not in positions and min(positions) < i < max(positions)
    ]
    if within and not _denies_last(term, positions, within, places):
        return None
    in_order = positions == sorted(positions)
    if term.ordered and not in_order:
        return None
    wrong = len(corrected.intersection(positions))
    score = term.worth + term.rank - 0.1 * gaps - 0.05 * (not in_order) - 0.15 * wrong
    return Hit(term, tuple(sorted(positions)), score, wrong > 0, denied=bool(within))


def _denies_last(term: Term, positions: list[int], within: list[int], places: dict[str, list[int]]) -> bool:
    """ "trochanter not tender", "rotation not limited", "tablets don't help": the trouble or relief is denied."""
    last = max(positions)
    return within == [last - 1] and any(
        last in places[word] for word in term.words if word in COMPLAINTS or word == "better"
    )


def _said_fine(segment: Segment, hit: Hit) -> bool:
    first, last = hit.positions[0], hit.positions[-1]
    before, after = segment.words[max(first - 1, 0) : first], segment.words[last + 1 : last + 3]
    if any(word.canonical == NEGATOR for word in after[:1]):
        return False
    return any(w.folded in STATUS_FINE for w in after) or any(w.folded in FINE_BEFORE for w in before)


def _relieves_as_said(segment: Segment, hit: Hit) -> bool:
    """ "pain walking, better sitting" has the words of "walking eases sitting pain", and says the opposite."""
    return hit.term.relief <= relieving([segment.words[i] for i in hit.positions])


def _span(segment: Segment, hit: Hit) -> tuple[int, int]:
    words = [segment.words[i] for i in hit.positions]
    return min(w.start for w in words), max(w.end for w in words)


def _says_little(word: Word) -> bool:
    return (
        word.canonical in GENERIC or word.folded in ORDINARY | STATUS_FINE | STATUS_NEGATIVE | STATUS_POSITIVE
    )


def _left_over(text: str, segment: Segment, hits: list[tuple[Hit, list[Hit]]]) -> list[str]:
    """Runs of words that no hit used and that say something."""
    used = {i for hit, _ in hits for i in range(hit.positions[0], hit.positions[-1] + 1)}
    runs: list[list[Word]] = [[]]
    for i, word in enumerate(segment.words):
        if i in used:
            runs.append([])
        else:
            runs[-1].append(word)
    out = []
    for run in runs:
        telling = [w for w in run if w.folded.isalpha() and len(w.folded) > 2 and not _says_little(w)]
        if telling:
            out.append(text[run[0].start : run[-1].end])
    return out
