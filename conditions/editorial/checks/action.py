"""A red flag says what to do."""

from collections.abc import Iterator

from conditions.document import ConditionDocument
from conditions.editorial.checks import Facts, Problem


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """Problems at urgent findings without an action."""
    for index, finding in enumerate(document.vocabulary):
        if finding.urgency and not finding.action:
            yield Problem(
                "action", f"vocabulary[{index}]", f"the red flag {finding.name} has no action", "blocking"
            )
