"""Where in a published document a reference is cited: every statement, figure and finding that it supports."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conditions.document import Accuracy, Association, Citation, ConditionDocument, Finding, cited_id


@dataclass(frozen=True)
class Place:
    """One passage that a reference supports. `anchor` is its place on the condition's page."""

    kind: str
    text: str
    anchor: str
    heading: str = ""
    locator: str = ""
    certainty: str = ""


def places(document: ConditionDocument, identity: str) -> tuple[Place, ...]:
    """The passages of a condition that cite the reference, in reading order; its findings apart."""
    return tuple(_places(document, identity))


def finding_places(finding: Finding, identity: str) -> tuple[Place, ...]:
    """What of a finding's own entry (definition, prevalence) the reference supports."""
    found = []
    locator = _locator(finding.citations, identity)
    if locator is not None:
        text = finding.definition or finding.procedure or finding.name
        found.append(Place("finding", text, "", finding.name, locator))
    prevalence = finding.prevalence
    locator = _locator(prevalence.citations, identity) if prevalence else None
    if prevalence and locator is not None:
        text = f"How common it is among adults with these complaints: {_percent(prevalence.value)}."
        found.append(Place("prevalence", text, "", finding.name, locator))
    return tuple(found)


def _places(document: ConditionDocument, identity: str) -> Iterator[Place]:
    for kind, statement in document.statements():
        locator = _locator(statement.citations, identity)
        if locator is not None:
            anchor = f"statement-{statement.id}" if statement.id else kind
            yield Place(kind, statement.text, anchor, "", locator, statement.certainty or "")
    names = {finding.id: finding.name for finding in document.vocabulary}
    for association in document.findings:
        yield from _of_finding(association, names.get(association.finding, association.finding), identity)
    for part in document.management:
        locator = _locator(part.citations, identity)
        if locator is not None:
            yield Place("treatment", part.text, "management", part.name, locator, part.certainty or "")
    for difference in document.differentials:
        locator = _locator(difference.citations, identity)
        if locator is not None:
            yield Place("differential", difference.text, "differentials", "", locator)
    for claim in document.claims:
        locator = _locator(claim.citations, identity)
        if locator is not None:
            yield Place("claim", claim.text, "claims", claim.claim, locator)


def _of_finding(association: Association, name: str, identity: str) -> Iterator[Place]:
    anchor = f"finding-{association.finding}"
    locator = _locator(association.citations, identity)
    if locator is not None:
        often = association.frequency.replace("-", " ")
        text = f"Frequency: {often}." + (f" {association.note}" if association.note else "")
        yield Place("frequency", text, anchor, name, locator)
    for row in association.accuracy:
        locator = _locator((row.citation,), identity)
        if locator is not None:
            yield Place("accuracy", accuracy_in_words(row), anchor, name, locator)


def accuracy_in_words(row: Accuracy) -> str:
    """`Sensitivity 0.41, specificity 0.97, LR+ 13 (95 % CI 1.9 to 95) (n 87) against MRI.`"""
    shown = (
        ("sensitivity", row.sensitivity, row.sensitivity_interval),
        ("specificity", row.specificity, row.specificity_interval),
        ("LR+", row.lr_positive, row.lr_positive_interval),
        ("LR−", row.lr_negative, row.lr_negative_interval),
    )
    figures = ", ".join(
        f"{name}\u00a0{value:g}" + (f" (95\u00a0%\u00a0CI {limits[0]:g} to {limits[1]:g})" if limits else "")
        for name, value, limits in shown
        if value is not None
    )
    size = f" (n {row.n})" if row.n else ""
    note = f" {row.note}" if row.note else ""
    text = f"{figures}{size} against {row.reference_standard}."
    return text[0].upper() + text[1:] + note


def _locator(citations: Iterable[Citation], identity: str) -> str | None:
    """The locator of the citation (empty without one), or None when the reference is not among them."""
    for citation in citations:
        if cited_id(citation) == identity:
            return "" if isinstance(citation, str) else citation.locator
    return None


def _percent(share: float) -> str:
    return f"{share * 100:.3g} %"
