"""The index of what findings are called: names, synonyms and search terms as bags of canonical words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from conditions.differential.lexicon import COMPLAINTS, GENERIC, canonical, fold
from conditions.differential.tokens import Word, term_words
from conditions.document import Finding

# Words in capitals that begin a term without being a proper name of a test.
_ORDINARY_NAMES = frozenset({"pace", "hop", "squat", "jump", "sit", "fist", "red", "add", "single"})
_STATUS = frozenset({"+ve", "-ve", "positive", "pos"})
_EMPTY = frozenset({"history", "of", "hx", "new", "the", "a", "an", "in", "their"})
# Ages are read by number, with their limits: "aged 50" is not "aged over 50".
_READ_AS_FIGURES = frozenset({"age-over-50", "age-40-to-60"})
# Forms of "better" that may have what relieves before them.
_ACTS = frozenset({"ease", "eases", "help", "helps", "improve", "improves", "relieve", "relieves"})
_SITES = frozenset({"groin", "buttock", "lumbar", "sij"})
# What was typed as a name counts a little more than what is only searched for.
NAME, SYNONYM, SEARCH_TERM = 0.06, 0.04, 0.0


@dataclass(frozen=True, slots=True)
class Term:
    """One way to name a finding.

    A shortened form counts only where the note `needs` no more: "pain" if it speaks of
    pain at all ("worse at the outer hip"), "fine" if "full" or "normal" follows ("hip IR full").
    `relief` are the words for what relieves, where the term names what is relieved as well.
    """

    finding: str
    text: str
    words: tuple[str, ...]
    rank: float
    ordered: bool
    needs: str = ""
    relief: frozenset[str] = frozenset()

    @property
    def worth(self) -> float:
        """What a match of all words is worth: a generic word counts half."""
        return sum(0.5 if word in GENERIC else 1.0 for word in self.words) - 0.3 * bool(self.needs)


def _bag(words: Iterable[Word], *, literal: bool) -> tuple[str, ...]:
    """Canonical words once each; a pain-quality term keeps the words that name the quality."""
    kept = (w for w in words if w.canonical not in _STATUS)
    bag = (
        f"={w.folded}" if literal and w.canonical == "pain" and w.folded != "pain" else w.canonical
        for w in kept
    )
    return tuple(dict.fromkeys(bag))


def _variants(finding: Finding, text: str, rank: float) -> Iterable[Term]:
    words = term_words(text)
    bag = _bag(words, literal=finding.group == "pain-quality")
    if any(w in "<>≤≥" for w in bag) or all(w.isdigit() for w in bag):
        return
    if finding.id in _READ_AS_FIGURES and any(w.isdigit() for w in bag):
        return
    ordered = "than" in bag
    relief = relieving(words) if finding.group == "easing" else frozenset()

    def term(some: tuple[str, ...], needs: str = "") -> Term:
        return Term(finding.id, text, some, rank, ordered, needs, relief)

    if len(bag) == 1:
        if bag[0] not in GENERIC and len(text.replace("-", " ").split()) == 1:
            # A one-word name is taken as it is written: "walking" is not "walks with a limp".
            yield term((f"={fold(text)}",))
        elif _says_it_all(text, words):
            yield term(bag)
        return
    if set(bag) <= GENERIC:
        return
    yield term(bag)
    without_test = tuple(w for w in bag if w != "test")
    if len(without_test) < len(bag):
        first = text.split()[0]
        if len(without_test) > 1 or (first[0].isupper() and fold(first) not in _ORDINARY_NAMES):
            yield term(without_test)
    yield from (term(some, needs) for some, needs in _short_forms(finding, bag))
    without_hip = tuple(w for w in bag if w != "hip")
    if (
        finding.kind in ("sign", "test")
        and rank > SEARCH_TERM
        and 2 <= len(without_hip) < len(bag)
        and not set(without_hip) <= GENERIC
    ):
        # "lag sign": whoever reads of it thinks of the hip anyway.
        yield term(without_hip)


def relieving(words: Sequence[Word]) -> frozenset[str]:
    """The words for what relieves, of a text that says "better" between two things; else none.

    In "sitting pain eases on walking" and "sitting pain, better walking" it is what follows;
    in "walking eases sitting pain" it is what goes before.
    """
    place = next((i for i, word in enumerate(words) if word.canonical == "better"), None)
    if place is None:
        return frozenset()
    before, after = ({w.canonical for w in side} - GENERIC for side in (words[:place], words[place + 1 :]))
    if not before or not after:
        return frozenset()
    acts = (
        words[place].folded in _ACTS
        and words[place + 1].start == words[place].end + 1
        and words[place - 1].canonical not in COMPLAINTS
    )
    return frozenset(before if acts else after)


def _says_it_all(text: str, words: list[Word]) -> bool:
    """One word is left and what went is a phrase's parts, a mark, or "history of"."""
    dropped = len(fold(text).split()) - sum(len(w.folded.split()) for w in words)
    return (
        any(" " in w.folded or w.canonical in _STATUS for w in words)
        or dropped == sum(w in _EMPTY for w in fold(text).split()) > 0
    )


def _short_forms(finding: Finding, bag: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], str]]:
    """Forms that leave out what the rest of the note makes plain."""
    if finding.group == "pain-site" and "pain" in bag:
        rest = tuple(w for w in bag if w != "pain")
        if len(rest) >= 2 or rest[0] in _SITES:
            yield rest, "pain"
    if finding.group == "neurological" and set(bag) == {"leg", "weak"}:
        yield ("weak",), "pain"
    if "reduc" in bag and len(bag) > 2:
        yield tuple(w for w in bag if w != "reduc"), "fine"


def _names(finding: Finding) -> Iterable[tuple[str, float]]:
    """What the finding is called, with the worth of each kind of name."""
    yield finding.name, NAME
    for mark in (" and not ", " ("):
        first, _, rest = finding.name.partition(mark)
        if rest:
            yield first, NAME
    if finding.kind == "history" and finding.name.count(" or ") == 1 and len(finding.name.split()) <= 6:
        for part in finding.name.replace(" or ", ", ").split(", "):
            yield part, SYNONYM
    for text in finding.synonyms:
        yield text, SYNONYM
    for text in finding.search_terms:
        yield text, SEARCH_TERM


class TermIndex:
    """Terms by their rarest word, and every word that any term uses (for spelling)."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        found: dict[tuple[str, tuple[str, ...], str], Term] = {}
        spellings: dict[str, str] = {}
        for finding in findings:
            for text, rank in _names(finding):
                for word in term_words(text):
                    if len(word.folded) >= 5 and word.folded.isalpha():
                        spellings.setdefault(word.folded, word.folded)
                for term in _variants(finding, text, rank):
                    found.setdefault((term.finding, term.words, term.needs), term)
        counts: dict[str, int] = defaultdict(int)
        for term in found.values():
            for key in term.words:
                counts[key] += 1
        self.by_anchor: dict[str, list[Term]] = defaultdict(list)
        for term in found.values():
            anchor = min(term.words, key=lambda w: (w in GENERIC, counts[w], w))
            self.by_anchor[anchor].append(term)
        self.words = frozenset(counts)
        self.spellings = tuple(sorted(spellings))
        self.known = frozenset(self.words | {canonical(w) for w in spellings} | set(spellings))
