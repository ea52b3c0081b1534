"""The facet terms of a published document, as `facet:value`."""

from collections.abc import Iterator

from conditions.document import ConditionDocument, Finding

EXCLUDED = "excluded"


def terms(document: ConditionDocument) -> tuple[str, ...]:
    """Every facet term of a document, in a stable order and once each."""
    return tuple(dict.fromkeys(_terms(document)))


def facet_of(finding: Finding) -> str:
    """The facet in which a finding is offered."""
    if finding.urgency:
        return "flag"
    return {"symptom": "symptom", "history": "history"}.get(finding.kind, "sign")


def _terms(document: ConditionDocument) -> Iterator[str]:
    yield f"category:{document.category}"
    yield from (f"region:{region}" for region in document.regions)
    vocabulary = {finding.id: finding for finding in document.vocabulary}
    for association in document.findings:
        if association.frequency in ("excluded", "very-rare"):
            if association.frequency == EXCLUDED:
                yield f"absent:{association.finding}"
            continue
        yield f"{facet_of(vocabulary[association.finding])}:{association.finding}"
    for intervention in document.management:
        if intervention.role in ("first-line", "second-line", "specialist"):
            yield f"management:{intervention.kind}"
    certainties = {statement.certainty for _, statement in document.statements() if statement.certainty}
    yield from (f"evidence:{certainty}" for certainty in sorted(certainties))
