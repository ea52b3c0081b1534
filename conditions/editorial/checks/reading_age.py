"""The handout can be read at about twelve.

The Automated Readability Index (Senter and Smith 1967) counts letters, words and
sentences, so it needs no dictionary of syllables and no network; the school grade
that it gives plus five is the age.
"""

from collections.abc import Iterator

from conditions.document import ConditionDocument, Handout
from conditions.editorial.checks import Facts, Problem

MOST = 13
LEAST_WORDS = 30


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """A problem where the text is too hard, or there is none."""
    if document.handout is None:
        yield Problem("reading age", "handout", "there is no handout for the patient", "warning")
        return
    age = reading_age(text_of(document.handout))
    if age is not None and age > MOST:
        yield Problem(
            "reading age",
            "handout",
            f"reads at an age of about {age:.0f}: shorter sentences and words bring it to 12",
            "warning",
        )


def text_of(handout: Handout) -> str:
    """The handout as running text; each entry of a list is a sentence."""
    entries = (*handout.what_helps, *handout.what_to_avoid, *handout.when_to_get_help)
    return " ".join(
        text if text.rstrip()[-1:] in ".!?" else f"{text}." for text in (handout.what_it_is, *entries)
    )


def reading_age(text: str) -> float | None:
    """Age in years, or None for a text too short to say."""
    if len(text.split()) < LEAST_WORDS:
        return None
    import textstat  # late: it takes a third of a second to import

    grade: float = textstat.automated_readability_index(text)
    return grade + 5
