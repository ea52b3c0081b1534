"""The differential for programs: what may be asked, and the shape of the answer."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from conditions.differential.facts import MAX_FINDINGS
from conditions.differential.model import METHOD_VERSION, Model, Prior
from conditions.differential.next_best import Suggestion, next_best
from conditions.differential.rank import Ranking, rank
from conditions.differential.recognise import MAX_CHARACTERS, Recognition
from conditions.differential.working import Line, Working, explain
from conditions.document import Slug

MOST_CASES = 500
MOST_RESULTS = 200

Ids = Annotated[tuple[Slug, ...], Field(max_length=4 * MAX_FINDINGS)]


class Asked(BaseModel):
    """A request: unknown keys are errors, so that a misspelt one is not passed over."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Case(Asked):
    """The findings of one person."""

    present: Ids = ()
    absent: Ids = ()


class DifferentiateRequest(Case):
    """Findings to rank, or a batch of cases; on named editions or the current ones."""

    cases: Annotated[tuple[Case, ...], Field(max_length=MOST_CASES)] | None = None
    prior: Prior = "base-rate"
    editions: dict[Slug, Annotated[int, Field(ge=1)]] = {}
    limit: Annotated[int, Field(ge=1, le=MOST_RESULTS)] = 20
    next: Annotated[int, Field(ge=0, le=20)] = 5


class RecogniseRequest(Asked):
    """A text to read; the answer of too long a text names the limit."""

    text: str


def _line(line: Line) -> dict[str, Any]:
    return {
        "finding": line.finding,
        "present": line.present,
        "grounds": line.ground,
        "probability": line.share,
        "reference": line.reference,
        "ratio": line.ratio,
        "weight": line.weight,
        "factor": line.factor,
        "against_others": line.against_others,
    }


def _result(ranking: Ranking, slug: str) -> dict[str, Any]:
    standing = ranking.of(slug)
    working: Working = explain(ranking, slug)
    return {
        "slug": slug,
        "rank": standing.rank,
        "best_rank": standing.best_rank,
        "worst_rank": standing.worst_rank,
        "posterior": standing.posterior,
        "lower": standing.lower,
        "upper": standing.upper,
        "prior": working.prior,
        "score": standing.score,
        "for": [_line(line) for line in working.speaks_for],
        "against": [_line(line) for line in working.speaks_against],
        "no_data": [line.finding for line in working.no_data],
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "finding": suggestion.finding,
        "gain_bits": suggestion.gain,
        "chance": suggestion.chance,
        "cost": suggestion.cost,
        "if_present": suggestion.if_present,
        "if_absent": suggestion.if_absent,
    }


def answer_case(model: Model, case: Case, limit: int, count: int) -> dict[str, Any]:
    """Results and next findings of one case. Raises FindingsError."""
    ranking = rank(model, case.present, case.absent)
    return {
        "results": [_result(ranking, s.slug) for s in ranking.top(limit)],
        "not_separated": ranking.not_separated,
        "sum_of_scores": ranking.total,
        "not_counted": [
            {
                "finding": remark.fact.finding,
                "present": remark.fact.present,
                "reason": remark.reason,
                "because": remark.because,
            }
            for remark in ranking.facts.remarks
        ],
        "next": [_suggestion(s) for s in next_best(ranking, count)] if count else [],
    }


def envelope(asked: DifferentiateRequest, editions: Mapping[str, int]) -> dict[str, Any]:
    """What every answer says of itself."""
    return {"method": METHOD_VERSION, "prior": asked.prior, "editions": dict(sorted(editions.items()))}


def recognised(found: Recognition) -> dict[str, Any]:
    """What a text was read as."""
    return {
        "present": list(found.present),
        "absent": list(found.absent),
        "matches": [
            {
                "finding": m.finding,
                "present": m.present,
                "start": m.start,
                "end": m.end,
                "words": m.words,
                "corrected": m.corrected,
            }
            for m in found.matches
        ],
        "unclear": [
            {"findings": list(u.findings), "start": u.start, "end": u.end, "words": u.words}
            for u in found.unclear
        ],
        "contradictory": list(found.contradictory),
        "unread": list(found.unread),
        "limit": MAX_CHARACTERS,
    }
