"""People's names as files write them, into family and given name or a group."""

import re
from typing import Any

Name = dict[str, Any]
# "Smith JA" and "van der Windt D.A.W.M.": a family name, then initials alone.
_WITH_INITIALS = re.compile(r"^(?P<family>\S.*?)\s+(?P<given>(?:[A-Z]\.?-?){1,4})$")


def inverted(text: str) -> Name:
    """`Doe, Ann`, `Doe, Ann, Jr`, `Doe AB`, or `Doe` alone; anything else is a group."""
    family, *rest = [part.strip() for part in text.split(",")]
    if rest and family:
        return {"family": family, "given": " ".join(part for part in rest if part)}
    initials = _WITH_INITIALS.match(text.strip())
    # "Dutch GTPS" is a group: a lone upper-case word is taken for initials only up to three letters.
    if initials and len(initials["given"].replace(".", "").replace("-", "")) <= 3:
        return {"family": initials["family"], "given": initials["given"]}
    words = text.split()
    particles = [word for word in words[:-1] if word.islower()]
    if len(particles) == len(words) - 1 and words and not words[-1].isupper():
        return {"family": text.strip()}
    return {"literal": text.strip().rstrip(",")}


def inverted_without_comma(text: str) -> bool:
    """Whether a name has two words and no comma, so that it may be a person written as "Ann Doe"."""
    return "," not in text and len(text.split()) == 2 and "literal" in inverted(text)


def natural(text: str) -> Name:
    """BibTeX's `Ann von Doe`: the family name starts at the first lower-case word, else is the last word."""
    words = text.split()
    if len(words) < 2:
        return inverted(text)
    start = next((i for i, word in enumerate(words[:-1]) if word[0].islower()), len(words) - 1)
    family = {"family": " ".join(words[start:])}
    return family | {"given": " ".join(words[:start])} if start else family
