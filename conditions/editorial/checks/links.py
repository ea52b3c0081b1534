"""A document to be published holds every finding and reference that it names."""

from collections.abc import Iterator

from conditions.document import ConditionDocument
from conditions.editorial.checks import Problem


def check(document: ConditionDocument) -> Iterator[Problem]:
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
