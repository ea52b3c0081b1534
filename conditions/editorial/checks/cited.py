"""Every statement, treatment and claim is cited; a consensus statement without a source is warned about."""

from collections.abc import Iterator

from conditions.document import ConditionDocument
from conditions.editorial.checks import Facts, Problem


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """Problems at parts that cite nothing."""
    parts = [
        (f"sections[{i}].statements[{j}]", statement, statement.certainty)
        for i, section in enumerate(document.sections)
        for j, statement in enumerate(section.statements)
    ]
    parts += [(f"management[{i}]", part, part.certainty) for i, part in enumerate(document.management)]  # type: ignore[misc]
    parts += [(f"claims[{i}]", part, None) for i, part in enumerate(document.claims)]  # type: ignore[misc]
    for path, part, certainty in parts:
        if part.citations:
            continue
        consensus = certainty == "consensus"
        yield Problem(
            "cited",
            path,
            "rests on consensus and cites nothing" if consensus else "cites nothing",
            "warning" if consensus else "blocking",
        )
