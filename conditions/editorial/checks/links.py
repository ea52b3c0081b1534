"""A document to be published holds every finding and reference that it names."""

from collections.abc import Iterator

from conditions.document import ConditionDocument
from conditions.editorial.checks import Facts, Problem


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """Problems at ids that lead nowhere inside the document."""
    findings = {finding.id for finding in document.vocabulary}
    references = {reference.id for reference in document.bibliography}
    for index, association in enumerate(document.findings):
        if association.finding not in findings:
            yield Problem(
                "links", f"findings[{index}]", f"names the unknown finding {association.finding}", "blocking"
            )
    for identity in document.cited_ids():
        if identity not in references:
            yield Problem("links", "bibliography", f"lacks the cited reference {identity}", "blocking")
    if facts.conditions is None:
        return
    for index, differential in enumerate(document.differentials):
        if differential.condition not in facts.conditions:
            yield Problem(
                "links",
                f"differentials[{index}]",
                f"names the unknown condition {differential.condition}",
                "blocking",
            )
