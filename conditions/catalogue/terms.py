"""The facet terms of a published document, as `facet:value`.

A finding is a term where a clinician would expect it: 30 % or more of people have it,
or the page's main table lists it with at least 5 %. Below 5 % it is a term of the facet
of absent findings.
"""

from collections.abc import Iterator

from conditions.document import Association, ConditionDocument, Finding

_EXPECTED = ("very-frequent", "frequent")
_ABSENT = ("very-rare", "excluded")
_IN_USE = ("first-line", "second-line", "specialist")


def terms(document: ConditionDocument) -> tuple[str, ...]:
    """Every facet term of a document, in a stable order and once each."""
    return tuple(dict.fromkeys(_terms(document)))


def facet_of(finding: Finding) -> str:
    """The facet in which a finding is offered."""
    if finding.urgency:
        return "flag"
    return {"symptom": "symptom", "history": "history"}.get(finding.kind, "sign")


def is_expected(association: Association) -> bool:
    """Whether the condition is listed under the finding."""
    return association.frequency in _EXPECTED or (
        association.salient and association.frequency == "occasional"
    )


def _terms(document: ConditionDocument) -> Iterator[str]:
    yield f"category:{document.category}"
    yield from (f"region:{region}" for region in document.regions)
    vocabulary = {finding.id: finding for finding in document.vocabulary}
    for association in document.findings:
        if association.frequency in _ABSENT:
            yield f"absent:{association.finding}"
        elif is_expected(association):
            yield f"{facet_of(vocabulary[association.finding])}:{association.finding}"
    for intervention in document.management:
        if intervention.role in _IN_USE:
            yield f"management:{intervention.kind}"
    certainties = {statement.certainty for _, statement in document.statements() if statement.certainty}
    yield from (f"evidence:{certainty}" for certainty in sorted(certainties))
