"""People's names as bibliographies write them."""

import re
import unicodedata

from conditions.document import Person

# Generational suffixes, in the form of the National Library of Medicine (Citing Medicine, chapter 1).
SUFFIXES = {"jr": "Jr", "sr": "Sr", "ii": "2nd", "iii": "3rd", "iv": "4th", "2nd": "2nd", "3rd": "3rd"}
LONGEST_RUN_OF_INITIALS = 5


def split_given(given: str) -> tuple[str, str, str]:
    """`(given, particle, suffix)`: "Fernanda Gomes dos" has the particle "dos", "Robert J Jr" the suffix "Jr".

    A particle stands in lower case at the end of the given name, as catalogues write it.
    """
    words = given.replace(",", " ").split()
    suffix = ""
    if len(words) > 1 and words[-1].rstrip(".").lower() in SUFFIXES:
        suffix = SUFFIXES[words.pop().rstrip(".").lower()]
    particle: list[str] = []
    while len(words) > 1 and words[-1].islower():
        particle.insert(0, words.pop())
    return " ".join(words), " ".join(particle), suffix


def initials(given: str) -> str:
    """Every initial without stops or spaces: "Thomas S H" gives "TSH", "Jean-Paul" "JP", "FJPM" itself.

    All initials are kept, as PubMed's own citations do, although Citing Medicine stops at two.
    """
    out = ""
    for word in re.split(r"[\s.\-\u2010-\u2015\u00ad]+", given):
        letters = "".join(c for c in word if c.isalpha())
        if not letters:
            continue
        run = len(letters) > 1 and letters.isupper() and len(letters) <= LONGEST_RUN_OF_INITIALS
        out += letters if run else letters[0].upper()
    return out


def short_name(person: Person) -> str:
    """Family name and initials ("dos Santos FBG", "Gilstrap LC 3rd"), or a group's name as it is."""
    if person.literal is not None:
        return person.literal
    given, particle, suffix = split_given(person.given or "")
    return " ".join(part for part in (particle, person.family, initials(given), suffix) if part)


def inverted_name(person: Person) -> str:
    """`Family, Given` as reference managers read one author; a group's name as it is."""
    if person.literal is not None:
        return person.literal
    return f"{person.family}, {person.given}" if person.given else str(person.family)


def folded(text: str) -> str:
    """Lower case without diacritics: "Özçakar" and "ozcakar" are one name."""
    special = text.replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L")
    special = special.replace("æ", "ae").replace("Æ", "AE").replace("œ", "oe").replace("ß", "ss")
    decomposed = unicodedata.normalize("NFKD", special)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
