"""Ids of references: the first author's family name, the year and a word of the title."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from conditions.bibliography.names import folded

LONGEST = 80
LITTLE_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "how",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "over",
        "the",
        "to",
        "under",
        "use",
        "using",
        "versus",
        "vs",
        "was",
        "what",
        "when",
        "which",
        "who",
        "why",
        "with",
        "without",
    ]
)


def make_id(values: Mapping[str, Any], taken: Collection[str] = ()) -> str:
    """`grimaldi2017mri`; the next telling word, then a number, when that id is taken already."""
    stem = f"{_who(values)}{str(values.get('issued') or '')[:4]}"
    # Without a year the word would run into the name.
    joint = "" if stem[-1].isdigit() else "-"
    words = _words(str(values.get("title", ""))) or ["reference"]
    for word in words:
        identity = f"{stem}{joint}{word}"[:LONGEST].strip("-")
        if identity not in taken:
            return identity
    first = f"{stem}{joint}{words[0]}"[: LONGEST - 6].strip("-")
    number = 2
    while f"{first}-{number}" in taken:
        number += 1
    return f"{first}-{number}"


def _who(values: Mapping[str, Any]) -> str:
    people = [*values.get("author", ()), *values.get("editor", ())]
    name = people[0] if people else {}
    if name.get("family"):
        who = _letters(name["family"])
    else:
        who = _group(name.get("literal") or values.get("publisher") or "")
    return (who or "anon")[:40]


def _group(name: str) -> str:
    """ "NHS Lothian" is nhs, "National Institute for Health" nih, "Fysio" fysio."""
    words = re.findall(r"\w+", name)
    if not words:
        return ""
    if len(words) == 1 or (words[0].isupper() and len(words[0]) > 1):
        return _letters(words[0])
    return _letters("".join(word[0] for word in words if word[0].isupper())) or _letters(words[0])


def _words(title: str) -> list[str]:
    words = [_letters(word) for word in re.split(r"[\s\-\u2010-\u2015/]+", title)]
    return [word for word in words if len(word) > 1 and word not in LITTLE_WORDS and not word.isdigit()]


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", folded(text))
