"""Likelihood ratios agree with the sensitivity and specificity beside them.

LR+ = sensitivity / (1 - specificity), LR- = (1 - sensitivity) / specificity. Studies
round and pool, so only a difference of more than a quarter, beyond what rounding to
two places explains, is worth a look.

An interval without its figure, or one that leaves its figure out, is a slip or a misprint:
it blocks, and the note is the place to say what the source prints.
"""

from collections.abc import Iterator

from conditions.document import Accuracy, ConditionDocument
from conditions.editorial.checks import Facts, Problem

APART = 1.25


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """Problems at rows of figures."""
    for i, association in enumerate(document.findings):
        for j, row in enumerate(association.accuracy):
            path = f"findings[{i}].accuracy[{j}]"
            yield from (Problem("accuracy", path, message, "warning") for message in _found(row))
            yield from (Problem("accuracy", path, message, "blocking") for message in _outside(row))


def _found(row: Accuracy) -> Iterator[str]:
    sensitivity, specificity = row.sensitivity, row.specificity
    if sensitivity is not None and specificity is not None:
        if row.lr_positive is not None and specificity < 1:
            yield from _apart("LR+", row.lr_positive, sensitivity / (1 - specificity))
        if row.lr_negative is not None and specificity > 0:
            yield from _apart("LR−", row.lr_negative, (1 - sensitivity) / specificity)
        if sensitivity + specificity < 1:
            yield "sensitivity and specificity together are below 1: the test points the other way"
    both = row.lr_positive is not None and row.lr_negative is not None
    if both and (row.lr_positive - 1) * (row.lr_negative - 1) > 0:  # type: ignore[operator]
        yield "LR+ and LR− lie on the same side of 1"
    if (sensitivity, specificity, row.lr_positive, row.lr_negative) == (None,) * 4:
        yield "holds no figure"


def _outside(row: Accuracy) -> Iterator[str]:
    for name, figure, interval in (
        ("sensitivity", row.sensitivity, row.sensitivity_interval),
        ("specificity", row.specificity, row.specificity_interval),
        ("LR+", row.lr_positive, row.lr_positive_interval),
        ("LR−", row.lr_negative, row.lr_negative_interval),
    ):
        if interval is None:
            continue
        low, high = interval
        if figure is None:
            yield f"the interval of {name} stands without its figure"
        elif not low <= figure <= high:
            yield f"{name} {figure:g} lies outside its interval, {low:g} to {high:g}"


def _apart(name: str, given: float, computed: float) -> Iterator[str]:
    larger, smaller = max(given, computed), min(given, computed)
    if larger - smaller > 0.02 and larger > APART * smaller:
        yield f"{name} is given as {given:g}, but its sensitivity and specificity give {computed:.2f}"
