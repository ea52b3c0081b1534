"""A strong role on low certainty gives its reason, as GRADE asks for discordant recommendations.

https://pmc.ncbi.nlm.nih.gov/articles/PMC5701989
"""

from collections.abc import Iterator

from conditions.document import ConditionDocument
from conditions.editorial.checks import Facts, Problem

STRONG = ("first-line", "not-recommended")
LOW = ("low", "very-low")


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """Problems at treatments."""
    for index, part in enumerate(document.management):
        if part.role in STRONG and part.certainty in LOW and not part.reason:
            role, certainty = (word.replace("-", " ") for word in (part.role, part.certainty))
            yield Problem(
                "strength",
                f"management[{index}].reason",
                f"is {role} on {certainty} certainty: give the reason",
                "warning",
            )
