"""Checks of a document before it is published: one rule a file, one list of all rules."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from conditions.document import ConditionDocument


@dataclass(frozen=True)
class Problem:
    """What a check found: where in the document, a sentence, and whether it blocks publication."""

    rule: str
    path: str
    message: str
    level: Literal["blocking", "warning"]


Check = Callable[[ConditionDocument], Iterator[Problem]]


def all_checks() -> tuple[Check, ...]:
    """Every rule, in the order in which its problems are listed."""
    from conditions.editorial.checks import action, cited, links

    return (cited.check, links.check, action.check)


def problems(document: ConditionDocument) -> list[Problem]:
    """Everything that the checks find in a self-contained document."""
    return [problem for check in all_checks() for problem in check(document)]


def blocking(document: ConditionDocument) -> list[Problem]:
    """What must be mended before the document can be published."""
    return [problem for problem in problems(document) if problem.level == "blocking"]
