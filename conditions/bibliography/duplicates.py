"""Find references that are there already: by DOI, by PMID, by a similar title."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz

from conditions.bibliography.names import folded

Ground = Literal["DOI", "PMID", "title"]
# Of 100. Measured on the content pack: no two of its references reach it.
SIMILAR = 93
# A title of fewer letters ("Editorial", "Hip pain") says too little: then the year must be the same.
TELLING = 25
YEARS_APART = 2
# A word in more titles than this leads to no candidates: it would make each comparison slow and tells little.
COMMON = 200


@dataclass(frozen=True)
class Match:
    """An existing reference that is, or may be, the same work: certain by DOI or PMID, likely by title."""

    identity: str
    ground: Ground
    score: float = 100.0

    @property
    def certain(self) -> bool:
        """Whether an identifier says so."""
        return self.ground != "title"


@dataclass(frozen=True)
class _Known:
    identity: str
    title: str
    year: int | None
    doi: str
    pmid: str


class Duplicates:
    """The references that exist, indexed for comparison. Values stand under the names of the content format."""

    def __init__(self, existing: Iterable[tuple[str, Mapping[str, Any]]] = ()) -> None:
        self._by_doi: dict[str, str] = {}
        self._by_pmid: dict[str, str] = {}
        self._by_title: dict[str, list[_Known]] = defaultdict(list)
        self._by_word: dict[str, list[_Known]] = defaultdict(list)
        for identity, values in existing:
            self.add(identity, values)

    def add(self, identity: str, values: Mapping[str, Any]) -> None:
        """Take a reference in, so that later ones are compared with it."""
        known = _known(identity, values)
        if known.doi:
            self._by_doi.setdefault(known.doi, identity)
        if known.pmid:
            self._by_pmid.setdefault(known.pmid, identity)
        self._by_title[known.title].append(known)
        for word in _telling_words(known.title):
            self._by_word[word].append(known)

    def match(self, values: Mapping[str, Any]) -> Match | None:
        """The most certain match, or None."""
        new = _known("", values)
        if new.doi and new.doi in self._by_doi:
            return Match(self._by_doi[new.doi], "DOI")
        if new.pmid and new.pmid in self._by_pmid:
            return Match(self._by_pmid[new.pmid], "PMID")
        scored = [(score, known.identity) for known, score in self._similar(new)]
        if not scored:
            return None
        score, identity = max(scored, key=lambda pair: (pair[0], pair[1]))
        return Match(identity, "title", round(score, 1))

    def _similar(self, new: _Known) -> Iterator[tuple[_Known, float]]:
        same = self._by_title.get(new.title, ())
        if len(new.title) < TELLING:
            yield from ((known, 100.0) for known in same if new.title and new.year == known.year)
            return
        seen = {known.identity: known for known in same}
        for word in _telling_words(new.title):
            candidates = self._by_word.get(word, ())
            if len(candidates) <= COMMON:
                seen |= {known.identity: known for known in candidates}
        for known in seen.values():
            if _contradict(new, known):
                continue
            score = fuzz.ratio(new.title, known.title, score_cutoff=SIMILAR)
            if score:
                yield known, score


def _known(identity: str, values: Mapping[str, Any]) -> _Known:
    issued = str(values.get("issued") or "")[:4]
    return _Known(
        identity,
        normal_title(str(values.get("title", ""))),
        int(issued) if issued.isdigit() else None,
        str(values.get("DOI") or "").lower(),
        str(values.get("PMID") or ""),
    )


def _contradict(one: _Known, other: _Known) -> bool:
    """Whether identifiers or years say that these are two works: an update has the title of the first."""
    if one.doi and other.doi and one.doi != other.doi:
        return True
    if one.pmid and other.pmid and one.pmid != other.pmid:
        return True
    return one.year is not None and other.year is not None and abs(one.year - other.year) > YEARS_APART


def normal_title(title: str) -> str:
    """Letters and figures alone, folded."""
    return " ".join(re.findall(r"[a-z0-9]+", folded(title)))


def _telling_words(title: str) -> list[str]:
    """The six longest words: two spellings of one title share some of them, and few others do."""
    return sorted(set(title.split()), key=lambda word: (-len(word), word))[:6]
