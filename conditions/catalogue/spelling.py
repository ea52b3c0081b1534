"""Misspelt words: one clear reading, or several to choose from.

A word is misspelt if nothing in the catalogue has it. Common wrong forms are listed in
the content pack (spelling.yaml); others are compared with the catalogue's vocabulary.
Neither is ever forced: a word that is found stays as typed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import yaml
from django.conf import settings

from conditions.catalogue.vocabulary import SHORTEST_CORRECTED, Vocabulary
from conditions.catalogue.words import form, key, plain_words
from conditions.differential.lexicon import ORDINARY


@dataclass(frozen=True, slots=True)
class Respelling:
    """A text with its misspelt words read otherwise; `clear` if there is no other reading."""

    text: str
    clear: bool


@lru_cache(maxsize=1)
def wrong_forms() -> dict[str, str]:
    """Common wrong forms with the right one, in plain words."""
    content = yaml.safe_load((settings.FIXTURES / "spelling.yaml").read_text(encoding="utf-8"))
    return {
        " ".join(plain_words(wrong)): right for right, forms in content.items() for wrong in map(str, forms)
    }


def misspelt(words: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    """The words that the vocabulary does not know and that could be slips of the pen."""
    return [
        word
        for word in dict.fromkeys(words)
        if len(word) >= SHORTEST_CORRECTED
        and word.isalpha()
        and word not in ORDINARY
        and not vocabulary.knows(word)
    ]


def readings(
    text: str, words: list[str], vocabulary: Vocabulary, has: Callable[[str], bool]
) -> list[Respelling]:
    """Readings of a text whose `words` are misspelt, the likeliest first; `has`: a condition has the form."""
    for wrong, right in wrong_forms().items():
        if (
            " " in wrong
            and f" {wrong} " in f" {' '.join(plain_words(text))} "
            and set(wrong.split()) & set(words)
        ):
            return [Respelling(_swap(text, wrong, right), clear=True)]
    choices = {word: _choices(word, vocabulary, has) for word in words}
    text_if_clear = text
    for word, found in choices.items():
        if len(found) == 1:
            text_if_clear = _swap(text_if_clear, word, found[0])
    several = [(word, found) for word, found in choices.items() if len(found) > 1]
    if not several:
        return [Respelling(text_if_clear, clear=True)] if text_if_clear != text else []
    word, found = several[0]
    return [Respelling(_swap(text_if_clear, word, choice), clear=False) for choice in found[:3]]


def _choices(word: str, vocabulary: Vocabulary, has: Callable[[str], bool]) -> list[str]:
    if word in wrong_forms():
        return [wrong_forms()[word]]
    near = [(candidate, distance) for candidate, distance in vocabulary.nearest(word) if has(form(candidate))]
    by_form: dict[str, tuple[str, int]] = {}
    for candidate, distance in near:
        by_form.setdefault(form(candidate), (candidate, distance))
    closest = min((distance for _, distance in by_form.values()), default=0)
    return [candidate for candidate, distance in by_form.values() if distance == closest]


def _swap(text: str, wrong: str, right: str) -> str:
    """The text with a word, or several, replaced; the rest as typed where that can be told."""
    spoken = text.split()
    length = len(wrong.split())
    for start in range(len(spoken) - length + 1):
        if key(" ".join(spoken[start : start + length])) == key(wrong):
            return " ".join([*spoken[:start], right, *spoken[start + length :]])
    return " ".join(plain_words(text)).replace(wrong, right)
