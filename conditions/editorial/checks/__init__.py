"""Checks of a document before it is published: one rule a file, one list of all rules.

A rule is a function of the document and of what the world knows today (`Facts`); it
yields what it finds. A new rule is a new file and one more name in `all_checks`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from conditions.document import ConditionDocument


@dataclass(frozen=True)
class Problem:
    """What a check found: where in the document, a sentence, and whether it blocks publication."""

    rule: str
    path: str
    message: str
    level: Literal["blocking", "warning"]


@dataclass(frozen=True)
class Facts:
    """What a document does not say of itself: the day, the standing of references, which conditions exist."""

    today: date
    retracted: dict[str, str] = field(default_factory=dict)
    corrected: dict[str, str] = field(default_factory=dict)
    conditions: frozenset[str] | None = None


Check = Callable[[ConditionDocument, Facts], Iterator[Problem]]


def all_checks() -> tuple[Check, ...]:
    """Every rule, in the order in which its problems are listed."""
    from conditions.editorial.checks import (
        accuracy,
        action,
        certainty_words,
        cited,
        codes,
        frequency,
        hallmarks,
        links,
        reading_age,
        references,
        review_date,
        spelling,
        standing,
        strength,
    )

    return (
        cited.check,
        links.check,
        standing.check,
        action.check,
        codes.check,
        frequency.check,
        accuracy.check,
        strength.check,
        certainty_words.check,
        hallmarks.check,
        references.check,
        reading_age.check,
        review_date.check,
        spelling.check,
    )


def problems(document: ConditionDocument, facts: Facts | None = None) -> list[Problem]:
    """Everything that the checks find in a self-contained document; facts are gathered unless given."""
    if facts is None:
        from conditions.editorial.checks.gather import gather

        facts = gather(document)
    return [problem for check in all_checks() for problem in check(document, facts)]


def blocking(document: ConditionDocument, facts: Facts | None = None) -> list[Problem]:
    """What must be mended before the document can be published."""
    return [problem for problem in problems(document, facts) if problem.level == "blocking"]
