"""Cutting a note into clauses, segments and canonical words, each with its place in the text.

A full stop, semicolon, line break or a word such as "but" ends a clause; a comma
or bracket ends a segment within the clause. A result or an answer that stands alone after
a colon, comma, bracket or question mark belongs to what is before it: "SLR: negative",
"SLR (neg)", "weight loss: no".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from conditions.differential.lexicon import (
    BREAKERS,
    LONGEST_PHRASE,
    NEGATOR,
    PHRASES,
    STATUS_FINE,
    STATUS_NEGATIVE,
    STATUS_POSITIVE,
    STOPWORDS,
    canonical,
    fold,
)

_TOKEN = re.compile(
    r"""
      (?P<status>[+\-−–]\s?ve\b | \([+\-−–]+\) | (?<=\w)(?:\+{1,3}|[\-−–])(?=[\s,;.)]|$) | (?<=\s)\+{1,3}(?=[\s,;.)]|$))
    | (?P<word>p\s?&\s?n\b | [a-z]/[a-z]\b | w/o\b | [^\W_]*[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*)
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<stop>[.;:!?\n•|])
    | (?P<comma>[,()\[\]])
    | (?P<sign>[<>≤≥])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONTRACTED = re.compile(
    r"^(can|couldn|won|don|doesn|didn|isn|aren|wasn|weren|hasn|haven|hadn|wouldn)['’]?t$"
)
_INABILITY = frozenset({"can", "couldn", "won"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word (or phrase that counts as one): canonical form, folded form and place in the text."""

    canonical: str
    folded: str
    start: int
    end: int


@dataclass(slots=True)
class Segment:
    """Words between commas; `opens_clause` is set on the first segment of a clause.

    `after` is the sign that it comes after.
    """

    opens_clause: bool
    words: list[Word] = field(default_factory=list)
    has_or: bool = False
    has_and: bool = False
    after: str = ""


def _status(text: str) -> str:
    return "+ve" if "+" in text else "-ve"


def _word(raw: str, start: int, end: int) -> Word:
    folded = fold(raw).replace(" ", "")
    if folded == "w/o":
        return Word("not", folded, start, end)
    if folded == "b/l":
        return Word("bilateral", folded, start, end)
    if contraction := _CONTRACTED.match(folded):
        return Word("cant" if contraction[1] in _INABILITY else "not", folded, start, end)
    if folded == "cannot":
        return Word("cant", folded, start, end)
    return Word(canonical(folded), folded, start, end)


def segments(text: str, masked: Iterable[tuple[int, int]] = ()) -> list[Segment]:
    """The segments of a text in order, without stop words; `masked` spans are skipped."""
    spans = sorted(masked)
    out = [Segment(opens_clause=True)]
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if any(s < end and start < e for s, e in spans):
            continue
        kind = match.lastgroup
        if kind == "stop":
            out.append(Segment(opens_clause=True, after=match[0]))
        elif kind == "comma":
            out.append(Segment(opens_clause=False, after=match[0]))
        elif kind == "status":
            mark = _status(match[0])
            out[-1].words.append(Word(mark, mark, start, end))
        elif kind == "word":
            word = _word(match[0], start, end)
            if word.folded in BREAKERS:
                out.append(Segment(opens_clause=True))
                continue
            out[-1].has_or |= word.folded in {"or", "nor"}
            out[-1].has_and |= word.folded in {"and", "both"}
            out[-1].words.append(word)
        else:
            out[-1].words.append(Word(match[0], match[0], start, end))
    for segment in out:
        segment.words = [w for w in _join_phrases(segment.words) if w.folded not in STOPWORDS]
    return _split_on_breakers(_with_results(out))


def _with_results(found: list[Segment]) -> list[Segment]:
    """Results that stand alone, joined to what they are the results of."""
    out: list[Segment] = []
    for segment in found:
        if out and out[-1].words and segment.words and _is_result(segment):
            out[-1].words += segment.words
        else:
            out.append(segment)
    return out


def _is_result(segment: Segment) -> bool:
    if segment.after == ":" and segment.words[0].folded[0].isdigit():
        return True
    marks = STATUS_NEGATIVE | STATUS_POSITIVE
    if segment.after in (":", "("):
        marks |= STATUS_FINE
    return segment.after in (":", ",", "(", "?") and all(
        word.folded in marks or word.canonical == NEGATOR for word in segment.words
    )


def _split_on_breakers(found: list[Segment]) -> list[Segment]:
    """A phrase such as "apart from" ends a clause as a word does."""
    out: list[Segment] = []
    for segment in found:
        current = Segment(segment.opens_clause, [], segment.has_or, segment.has_and, segment.after)
        for word in segment.words:
            if word.canonical in BREAKERS:
                out.append(current)
                current = Segment(True, [], segment.has_or, segment.has_and)
            else:
                current.words.append(word)
        out.append(current)
    return [s for s in out if s.words]


def _join_phrases(words: list[Word]) -> list[Word]:
    out: list[Word] = []
    i = 0
    while i < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - i), 0, -1):
            key = tuple(w.folded for w in words[i : i + length])
            joined = PHRASES.get(key)
            if joined is not None:
                first, last = words[i], words[i + length - 1]
                folded = " ".join(key)
                out.extend(Word(part, folded, first.start, last.end) for part in joined.split())
                i += length
                break
        else:
            out.append(words[i])
            i += 1
    return out


def term_words(term: str) -> list[Word]:
    """The words of a vocabulary term, cut as a note is, clauses and commas ignored."""
    return [word for segment in segments(term) for word in segment.words]
