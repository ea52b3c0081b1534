"""The weighted text of a condition, as PostgreSQL indexes it.

A names, B findings, C statements, D sources. Findings that a condition does not have
are left out: full text knows no negation, so "no night pain" would be found by
"night pain". Words are folded here (`words`) and stemmed by the search configuration
`glutes`, which keeps every word: "it" of "IT band" and "no" are searched as well.
"""

from collections.abc import Iterator

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.db.models.expressions import CombinedExpression

from conditions.catalogue.card import card_of
from conditions.catalogue.terms import is_expected
from conditions.catalogue.words import words
from conditions.document import ConditionDocument

CONFIG = "glutes"


def vector_of(document: ConditionDocument) -> CombinedExpression:
    """The expression that makes the vector of a document."""
    weighted = (
        ("A", card_of(document).phrases),
        ("B", tuple(_findings(document))),
        ("C", tuple(_statements(document))),
        ("D", tuple(_sources(document))),
    )
    vectors = [
        SearchVector(Value(" ".join(words("\n".join(texts)))), weight=weight, config=CONFIG)
        for weight, texts in weighted
    ]
    return vectors[0] + vectors[1] + vectors[2] + vectors[3]


def _findings(document: ConditionDocument) -> Iterator[str]:
    expected = {a.finding for a in document.findings if is_expected(a)}
    for finding in document.vocabulary:
        if finding.id in expected:
            yield from (finding.name, *finding.synonyms, *finding.search_terms)


def _statements(document: ConditionDocument) -> Iterator[str]:
    yield document.summary
    yield document.typical_patient or ""
    yield from (statement.text for _, statement in document.statements())
    for part in document.management:
        yield from (part.name, part.text)
    for claim in document.claims:
        yield from (claim.claim, claim.text)


def _sources(document: ConditionDocument) -> Iterator[str]:
    """What the condition cites itself; what its findings cite would be found under every condition."""
    own = set(document.own_cited_ids())
    for source in document.bibliography:
        if source.id not in own:
            continue
        yield source.title
        yield from (person.family or person.literal or "" for person in source.author)
