"""A retracted source carries nothing; a corrected one is read again."""

from collections.abc import Iterator

from conditions.document import ConditionDocument
from conditions.editorial.checks import Facts, Problem
from conditions.interchange.reader import citations_with_paths


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """Problems at every citation of a source that is not in good standing."""
    for path, citation in citations_with_paths(document):
        identity = citation if isinstance(citation, str) else citation.ref
        if identity in facts.retracted:
            yield Problem("standing", path, f"cites {identity}, which was retracted", "blocking")
        elif identity in facts.corrected:
            yield Problem(
                "standing", path, f"cites {identity}, which was corrected: read it again", "warning"
            )
