"""What a draft would do to the ranking, before it is published."""

from dataclasses import dataclass

from conditions.catalogue import read
from conditions.catalogue.read import document_of
from conditions.differential.calibration import Discrepancy, compare_with_published
from conditions.differential.model import Model, merged_vocabulary
from conditions.differential.rank import Standing, rank
from conditions.document import ConditionDocument

SHOWN = 6


@dataclass(frozen=True)
class Preview:
    """The ranking for the draft's hallmarks, with the draft in it and as published; ratios that disagree."""

    hallmarks: tuple[str, ...]
    with_draft: tuple[tuple[str, Standing], ...]
    published: tuple[tuple[str, Standing], ...]
    place: int
    discrepancies: tuple[tuple[str, Discrepancy], ...]


def preview(draft: ConditionDocument) -> Preview:
    """Rank by the hallmarks of the draft, with the draft in place of its edition."""
    documents = {entry.slug: document_of(entry) for entry in read.live()}
    changed = documents | {draft.slug: draft}
    hallmarks = tuple(a.finding for a in draft.findings if a.hallmark)
    model = _model(changed)
    after = rank(model, present=hallmarks)
    before = _model(documents)
    known = set(before.vocabulary)
    names = {slug: document.name for slug, document in changed.items()}
    findings = {finding.id: finding.name for finding in draft.vocabulary}
    return Preview(
        tuple(findings.get(h, h) for h in hallmarks),
        tuple((names[s.slug], s) for s in after.top(SHOWN)),
        tuple(
            (names[s.slug], s) for s in rank(before, present=[h for h in hallmarks if h in known]).top(SHOWN)
        ),
        after.of(draft.slug).rank,
        tuple(
            (findings.get(d.finding, d.finding), d)
            for d in compare_with_published(model)
            if d.condition == draft.slug and d.is_off
        ),
    )


def _model(documents: dict[str, ConditionDocument]) -> Model:
    return Model(list(documents.values()), merged_vocabulary(documents.values()))
