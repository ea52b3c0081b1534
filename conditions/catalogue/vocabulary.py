"""The words that the catalogue knows: half-typed words completed, misspelt words read.

Grows as the catalogue does; a word that went with a withdrawn condition may linger, so
callers look whether anything has it.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from conditions.catalogue.words import form

SHORTEST_CORRECTED = 4


class Vocabulary:
    """Plain words, in alphabetical order when asked."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._forms: set[str] = set()
        self._sorted: list[str] = []

    def __len__(self) -> int:
        return len(self._words)

    def add(self, words: Iterable[str]) -> None:
        """Learn words."""
        for word in words:
            if word not in self._words:
                if self._sorted and len(self._sorted) == len(self._words):
                    insort(self._sorted, word)
                self._words.add(word)
                self._forms.add(form(word))

    def knows(self, word: str) -> bool:
        """Whether the word, or another form of it, is known."""
        return word in self._words or form(word) in self._forms

    def _in_order(self) -> list[str]:
        if len(self._sorted) != len(self._words):
            self._sorted = sorted(self._words)
        return self._sorted

    def completions(self, start: str, limit: int = 50) -> list[str]:
        """Known words that begin so, in alphabetical order."""
        words = self._in_order()
        first = bisect_left(words, start)
        last = bisect_left(words, start + "\U0010ffff")
        return words[first : min(last, first + limit)]

    def finished(self, word: str) -> list[str]:
        """The word itself if it is known, else the known words that it begins."""
        return [word] if self.knows(word) else self.completions(word)

    def nearest(self, word: str, limit: int = 5) -> list[tuple[str, int]]:
        """Known words within one slip of the pen, or two in eight letters, the nearest first.

        A slip is a letter too many, too few, wrong or swapped. A short word must begin
        with the right letter.
        """
        if len(word) < SHORTEST_CORRECTED or not word.isalpha():
            return []
        allowed = 1 if len(word) < 8 else 2
        found = process.extract(
            word, self._in_order(), scorer=OSA.distance, score_cutoff=allowed, limit=limit * 4
        )
        near = [
            (candidate, int(distance))
            for candidate, distance, _ in found
            if len(candidate) >= SHORTEST_CORRECTED
            and candidate.isalpha()
            and (len(word) >= 8 or candidate[0] == word[0] or candidate[:2] == word[1::-1])
        ]
        return sorted(near, key=lambda pair: (pair[1], pair[0][0] != word[0], pair[0]))[:limit]
