"""Three to six hallmarks define the picture: fewer say too little, more say nothing."""

from collections.abc import Iterator

from conditions.document import ConditionDocument
from conditions.editorial.checks import Facts, Problem

LEAST, MOST = 3, 6


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """A problem where the number is out of range."""
    count = sum(association.hallmark for association in document.findings)
    if not LEAST <= count <= MOST:
        yield Problem(
            "hallmarks", "findings", f"{count} hallmarks; {LEAST} to {MOST} define a picture", "warning"
        )
