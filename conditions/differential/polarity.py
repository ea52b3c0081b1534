"""Whether a note affirms or denies a finding, and whether an activity provokes or eases.

A denial before the finding ("no", "denies", "without") holds to the end of the
segment, and over commas while an "or" closes the list ("no numbness, tingling or
weakness"). A mark after a test ("-ve", "neg", "negative") holds for the tests
since the mark before, but not for what is a complaint by its own words ("trochanter
tender, SLR negative"). "fine", "normal", "ok" deny what they follow directly, unless
they belong to what comes next ("buttock pain, normal reflexes").
"""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from conditions.differential.lexicon import (
    COMPLAINTS,
    FINE_BEFORE,
    NEGATOR,
    STATUS_FINE,
    STATUS_NEGATIVE,
    STATUS_POSITIVE,
)
from conditions.differential.tokens import Segment
from conditions.document import Finding

if TYPE_CHECKING:
    from conditions.differential.recognise import Hit

    Chosen = list[tuple[Hit, list[Hit]]]

_TESTED = frozenset({"sign", "test", "imaging", "laboratory"})


def _taken(chosen: "Chosen") -> set[int]:
    return {i for hit, _ in chosen for i in hit.positions}


def denied(
    cut: Sequence[Segment],
    chosen: Sequence["Chosen"],
    place: int,
    hit: "Hit",
    findings: Mapping[str, Finding],
) -> bool:
    """True if the text says that the finding is absent."""
    if hit.denied or hit.term.needs == "fine":
        return True
    segment, taken = cut[place], _taken(chosen[place])
    tested = findings[hit.term.finding].kind in _TESTED and COMPLAINTS.isdisjoint(hit.term.words)
    eases = findings[hit.term.finding].group == "easing"
    mark, beside = _mark_after(segment, taken, hit, tested=tested, eases=eases)
    before = _denial_before(segment, taken, hit.positions[0])
    # "no weakness with SLR positive": a mark further on belongs to another finding.
    if mark is not None and (beside or not before):
        return mark
    if before:
        return True
    if _able_before(segment, taken, hit, findings[hit.term.finding]):
        return True
    return _carried_denial(cut, chosen, place) or (tested and _carried_mark(cut, chosen, place))


def _mark_after(
    segment: Segment, taken: set[int], hit: "Hit", *, tested: bool, eases: bool
) -> tuple[bool | None, bool]:
    """True for a negative mark, False for a positive one, None for none; and whether it stands right beside.

    What `eases` is not denied by "well" or "good".
    """
    last = hit.positions[-1]
    for i in range(hit.positions[0] + 1, len(segment.words)):
        if i in taken:
            continue
        folded = segment.words[i].folded
        beside = i - last <= 1 or (i - last == 2 and last + 1 not in taken)
        if folded in STATUS_NEGATIVE and (tested or beside):
            return not _positive_too(segment, taken, i), beside
        if folded in STATUS_POSITIVE and (tested or beside):
            return False, beside
        fine = folded in STATUS_FINE and not eases and not _belongs_to_next(segment, i)
        if i > last and beside and (fine or _denies_trouble(segment, i, last)):
            return True, True
        if i > last and _is_answer(segment, taken, i, last):
            return True, True
    return None, False


def _positive_too(segment: Segment, taken: set[int], i: int) -> bool:
    """ "negative on the left, positive on the right": a test that is positive on one side is positive."""
    rest = takewhile(lambda j: j not in taken, range(i + 1, len(segment.words)))
    return any(segment.words[j].folded in STATUS_POSITIVE and j + 1 not in taken for j in rest)


def _is_answer(segment: Segment, taken: set[int], i: int, last: int) -> bool:
    """ "weight loss: no", "numbness and weakness denied": a denial that ends what is said of the findings."""
    if segment.words[i].canonical != NEGATOR or i + 1 < len(segment.words):
        return False
    between = range(last + 1, i)
    return not between or ((segment.has_and or segment.has_or) and all(j in taken for j in between))


def _belongs_to_next(segment: Segment, i: int) -> bool:
    """ "normal" in "tingling normal power", but not the first of "reflexes normal power normal"."""
    after = segment.words[i + 1 : i + 3]
    marks = STATUS_FINE | STATUS_NEGATIVE | STATUS_POSITIVE
    return (
        segment.words[i].folded in FINE_BEFORE
        and bool(after)
        and after[0].canonical != NEGATOR
        and not any(word.folded in marks for word in after)
    )


def _denies_trouble(segment: Segment, i: int, last: int) -> bool:
    """ "stairs no pain", "shoes and socks no problem"."""
    after = segment.words[i + 1 : i + 2]
    return (
        segment.words[i].canonical == NEGATOR
        and i == last + 1
        and bool(after)
        and after[0].canonical in {"difficulty", "pain"}
    )


def _denial_before(segment: Segment, taken: set[int], start: int) -> bool:
    for i in range(start - 1, -1, -1):
        if i in taken:
            continue
        word = segment.words[i]
        if word.canonical == NEGATOR or word.folded == "-":
            return True
        if word.folded in STATUS_NEGATIVE and not any(j in taken for j in range(i)):
            return True
        if word.folded in STATUS_POSITIVE:
            return False
    return False


def _able_before(segment: Segment, taken: set[int], hit: "Hit", finding: Finding) -> bool:
    """ "can put on socks" denies a difficulty."""
    if finding.group != "function" or "cant" in hit.term.words:
        return False
    return any(
        segment.words[i].folded in {"can", "able", "manages", "managing"} and i not in taken
        for i in range(hit.positions[0])
    )


def _only_findings(segment: Segment, taken: set[int]) -> bool:
    """The segment is an item of a list: little else than findings."""
    rest = [w for i, w in enumerate(segment.words) if i not in taken]
    return len(rest) <= 1 and not any(
        w.folded in STATUS_NEGATIVE | STATUS_POSITIVE | STATUS_FINE or w.canonical == NEGATOR for w in rest
    )


def _clause(cut: Sequence[Segment], place: int) -> tuple[int, int]:
    """The first segment of the clause around a place, and the first one after it."""
    start = max((i for i in range(place + 1) if cut[i].opens_clause), default=0)
    end = next((i for i in range(place + 1, len(cut)) if cut[i].opens_clause), len(cut))
    return start, end


def _carried_denial(cut: Sequence[Segment], chosen: Sequence["Chosen"], place: int) -> bool:
    """A denial in an earlier segment of a list that an "or" closes here or later."""
    start, end = _clause(cut, place)
    items = takewhile(lambda i: _only_findings(cut[i], _taken(chosen[i])), range(place + 1, end))
    if not (cut[place].has_or or any(cut[i].has_or for i in items)):
        return False
    for i in range(place - 1, start - 1, -1):
        taken = _taken(chosen[i])
        if any(w.canonical == NEGATOR for j, w in enumerate(cut[i].words) if j not in taken):
            return True
        if not _only_findings(cut[i], taken):
            return False
    return False


def _carried_mark(cut: Sequence[Segment], chosen: Sequence["Chosen"], place: int) -> bool:
    """ "SLR, slump and FADIR negative": the mark of the last item holds for the list."""
    if not _only_findings(cut[place], _taken(chosen[place])):
        return False
    for i in range(place + 1, _clause(cut, place)[1]):
        if cut[i].has_and or cut[i].has_or:
            marks = [w.folded for w in cut[i].words if w.folded in STATUS_NEGATIVE | STATUS_POSITIVE]
            return bool(marks) and marks[0] in STATUS_NEGATIVE
        if not _only_findings(cut[i], _taken(chosen[i])):
            return False
    return False


def eased(segment: Segment, hit: "Hit", finding: Finding) -> bool:
    """True if the activity eases here ("walking helps"), so that it does not count as provoking."""
    if finding.group != "aggravating":
        return False
    first, last = hit.positions[0], hit.positions[-1]
    within = [i for i in range(first, last) if segment.words[i].canonical == "better"]
    if "better" not in hit.term.words and within and segment.words[within[0] - 1].canonical != NEGATOR:
        # "pain sitting, better standing" is not pain from sitting to standing.
        return True
    if "pain" in hit.term.words:
        return False
    for i in range(hit.positions[0] - 1, -1, -1):
        form = segment.words[i].canonical
        if form == "pain":
            return False
        if form == "better":
            return True
    # "walking helps"; and "walking does not help", which is not to say that it provokes.
    after = [w.canonical for w in segment.words[hit.positions[-1] + 1 :] if w.canonical != NEGATOR]
    return after[:1] == ["better"]
