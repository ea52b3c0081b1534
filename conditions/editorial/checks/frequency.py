"""A finding's figures agree with its frequency band, and what is called cited is cited."""

from collections.abc import Iterator

from conditions.document import FREQUENCY_BANDS, Association, ConditionDocument
from conditions.editorial.checks import Facts, Problem

# Bands are printed in whole per cent: 0.795 rounds into the band of 0.80.
SLACK = 0.006


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """Problems at associations whose figures say something else than their words."""
    names = {finding.id: finding.name for finding in document.vocabulary}
    for index, association in enumerate(document.findings):
        for message in _found(association):
            name = names.get(association.finding, association.finding)
            yield Problem("frequency", f"findings[{index}]", f"{name}: {message}", "warning")


def _found(association: Association) -> Iterator[str]:
    low, high = FREQUENCY_BANDS[association.frequency]
    band = association.frequency.replace("-", " ")
    if association.probability is not None and not low - SLACK <= association.probability <= high + SLACK:
        yield f"the probability {association.probability:g} is not {band} ({low:g} to {high:g})"
    if association.n is not None and association.m:
        share = association.n / association.m
        if not low - SLACK <= share <= high + SLACK:
            yield f"{association.n} of {association.m} is {share:.0%}, which is not {band}"
    if association.basis == "cited" and not association.citations and not association.accuracy:
        yield "is called cited and cites nothing"
    if association.hallmark and association.frequency in ("very-rare", "excluded"):
        yield f"is a hallmark and {band}"
