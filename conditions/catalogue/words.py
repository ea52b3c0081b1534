"""Text to comparable words: case, accents, spelling, endings, joins and slashes folded.

    words("Lasègue, L5/S1; sacro-iliac")   ['lasegue', 'l5', 's1', 'sacro', 'ilium', 'sacroiliac']

The same folding is applied to what is indexed, to what is typed and to what is
highlighted. Free of Django.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from conditions.catalogue.word_forms import CANONICAL, SPELLING_RULES

_LIGATURES = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "’": "'", "‘": "'", "ʼ": "'"})
_DASHES = re.compile(r"[‐-―−]")
# A word may hold a dot (M70.6), an apostrophe (runner's) or a hyphen (sacro-iliac).
_WORD = re.compile(r"[^\W_]+(?:['.\-][^\W_]+)*")
_LEVELS = re.compile(r"^([clts]\d{1,2})([ls]\d)$")
_MARKS = ((re.compile(r"(?<![^\W_])\+ve\b"), "positive"), (re.compile(r"(?<![^\W_])-ve\b"), "negative"))


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Lower case without accents, with straight apostrophes and hyphens; its length may differ."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return _DASHES.sub("-", "".join(c for c in folded if not unicodedata.combining(c)).translate(_LIGATURES))


@lru_cache(maxsize=50_000)
def form(word: str) -> str:
    """The canonical form of one plain word: spelling, Latin endings and plurals folded."""
    if word in CANONICAL:
        return CANONICAL[word]
    word = _singular(word)
    if len(word) > 4 and word.isalpha():
        for pattern, replacement in SPELLING_RULES:
            word = pattern.sub(replacement, word)
    return CANONICAL.get(word, word)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1]


def _parts(word: str) -> Iterator[str]:
    """The plain words in one run of characters: a hyphenated word yields its parts and their join."""
    if "-" in word:
        parts = [part for piece in word.split("-") for part in _parts(piece)]
        yield from parts
        if all(part.isalnum() for part in parts):
            yield "".join(piece.replace("'", "").replace(".", "") for piece in word.split("-"))
        return
    word = word.removesuffix("'s").replace("'", "").replace(".", "")
    if levels := _LEVELS.match(word):
        yield from levels.groups()
    elif word:
        yield word


def plain_words(text: str) -> list[str]:
    """The plain words of a text in order, joins of hyphenated words after their parts, endings kept."""
    folded = plain(text)
    for pattern, replacement in _MARKS:
        folded = pattern.sub(replacement, folded)
    return [part for match in _WORD.finditer(folded) for part in _parts(match[0])]


@lru_cache(maxsize=50_000)
def cached_plain_words(text: str) -> tuple[str, ...]:
    """The same for names, which are looked at again and again."""
    return tuple(plain_words(text))


def words(text: str) -> list[str]:
    """The words of a text in canonical form, in order."""
    return [form(word) for word in plain_words(text)]


@lru_cache(maxsize=50_000)
def key(text: str) -> str:
    """One spelling for all ways to write a name, for exact comparison: "Bernhardt–Roth" and "bernhardt roth"."""
    folded = plain(text)
    for pattern, replacement in _MARKS:
        folded = pattern.sub(replacement, folded)
    return " ".join(form(word) for match in _WORD.finditer(folded) for word in _split(match[0]))


def _split(word: str) -> Iterator[str]:
    for piece in word.split("-"):
        yield from _parts(piece)


@lru_cache(maxsize=50_000)
def _forms(run: str) -> frozenset[str]:
    return frozenset(words(run))


@lru_cache(maxsize=5_000)
def spans(text: str) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """Where each word of the text as written begins and ends, with its canonical forms."""
    folded = _DASHES.sub("-", text).replace("’", "'")
    return tuple((match.start(), match.end(), _forms(match[0])) for match in _WORD.finditer(folded))
