"""The differential for programs: what may be asked, and the shape of the answer."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from conditions.differential.facts import MAX_FINDINGS, Reason, Remark
from conditions.differential.model import METHOD_VERSION, Model, Prior
from conditions.differential.next_best import Suggestion, next_best
from conditions.differential.rank import Ranking, Standing, rank
from conditions.differential.recognise import Recognition
from conditions.differential.working import Ground, Line, explain
from conditions.document import Cost, Slug
from conditions.interchange.api.answers import Answer

MOST_CASES = 500
MOST_RESULTS = 200


def _whole(value: Any) -> Any:
    """5.0 is the integer 5 to JSON Schema, but not to pydantic when it is strict."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = BeforeValidator(_whole)
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
    editions: Annotated[
        dict[Slug, Annotated[int, Field(ge=1), Whole]],
        Field(json_schema_extra={"additionalProperties": False}),
    ] = {}
    limit: Annotated[int, Field(ge=1, le=MOST_RESULTS), Whole] = 20
    next: Annotated[int, Field(ge=0, le=20), Whole] = 5


class RecogniseRequest(Asked):
    """A text to read; the answer of too long a text names the limit."""

    text: str


class LineAnswer(Answer):
    """One finding's part in a score. For an absent finding, probability and reference are those of its absence."""

    finding: Slug
    present: bool
    grounds: Ground
    probability: float
    reference: float
    ratio: float
    weight: float
    factor: float = Field(
        description="The ratio to the power of the weight: what the score is multiplied by."
    )
    against_others: float = Field(description="Compares with a published likelihood ratio.")


class ResultAnswer(Answer):
    """A condition with its support and its reasons. prior x factors = score; score / sum_of_scores = posterior."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    slug: Slug
    rank: int
    best_rank: int
    worst_rank: int
    posterior: float
    lower: float
    upper: float
    prior: float
    score: float
    speaks_for: tuple[LineAnswer, ...] = Field(alias="for")
    against: tuple[LineAnswer, ...]
    no_data: tuple[Slug, ...]


class NotCountedAnswer(Answer):
    """A finding that is known or entered but counted through another one."""

    finding: Slug
    present: bool
    reason: Reason
    because: Slug


class NextAnswer(Answer):
    """A finding to look for next; the conditions that each answer would favour most."""

    finding: Slug
    gain_bits: float
    chance: float
    cost: Cost
    if_present: Slug
    if_absent: Slug


class CaseAnswer(Answer):
    """The ranking of one case."""

    results: tuple[ResultAnswer, ...]
    not_separated: int
    sum_of_scores: float
    not_counted: tuple[NotCountedAnswer, ...]
    next: tuple[NextAnswer, ...]


class MatchAnswer(Answer):
    """Words of the text that name a finding; `start` and `end` count characters."""

    finding: Slug
    present: bool
    start: int
    end: int
    words: str
    corrected: bool


class UnclearAnswer(Answer):
    """Words that name several findings alike."""

    findings: tuple[Slug, ...]
    start: int
    end: int
    words: str


class RecogniseAnswer(Answer):
    """What a text was read as."""

    present: tuple[Slug, ...]
    absent: tuple[Slug, ...]
    matches: tuple[MatchAnswer, ...]
    unclear: tuple[UnclearAnswer, ...]
    contradictory: tuple[Slug, ...]
    unread: tuple[str, ...]
    method: str = METHOD_VERSION


def _line(line: Line) -> LineAnswer:
    return LineAnswer(
        finding=line.finding,
        present=line.present,
        grounds=line.ground,
        probability=line.share,
        reference=line.reference,
        ratio=line.ratio,
        weight=line.weight,
        factor=line.factor,
        against_others=line.against_others,
    )


def _result(ranking: Ranking, standing: Standing) -> ResultAnswer:
    working = explain(ranking, standing.slug)
    return ResultAnswer(
        slug=standing.slug,
        rank=standing.rank,
        best_rank=standing.best_rank,
        worst_rank=standing.worst_rank,
        posterior=standing.posterior,
        lower=standing.lower,
        upper=standing.upper,
        prior=working.prior,
        score=standing.score,
        speaks_for=tuple(map(_line, working.speaks_for)),
        against=tuple(map(_line, working.speaks_against)),
        no_data=tuple(line.finding for line in working.no_data),
    )


def _not_counted(remark: Remark) -> NotCountedAnswer:
    return NotCountedAnswer(
        finding=remark.fact.finding,
        present=remark.fact.present,
        reason=remark.reason,
        because=remark.because,
    )


def _next(suggestion: Suggestion) -> NextAnswer:
    return NextAnswer(
        finding=suggestion.finding,
        gain_bits=suggestion.gain,
        chance=suggestion.chance,
        cost=suggestion.cost,
        if_present=suggestion.if_present,
        if_absent=suggestion.if_absent,
    )


def answer_case(model: Model, case: Case, limit: int, count: int) -> dict[str, Any]:
    """Results and next findings of one case, JSON-ready. Raises FindingsError."""
    ranking = rank(model, case.present, case.absent)
    return CaseAnswer(
        results=tuple(_result(ranking, standing) for standing in ranking.top(limit)),
        not_separated=ranking.not_separated,
        sum_of_scores=ranking.total,
        not_counted=tuple(map(_not_counted, ranking.facts.remarks)),
        next=tuple(map(_next, next_best(ranking, count))) if count else (),
    ).model_dump(by_alias=True)


def envelope(asked: DifferentiateRequest, editions: Mapping[str, int]) -> dict[str, Any]:
    """What every answer says of itself."""
    return {"method": METHOD_VERSION, "prior": asked.prior, "editions": dict(sorted(editions.items()))}


def recognised(found: Recognition) -> dict[str, Any]:
    """What a text was read as, JSON-ready."""
    return RecogniseAnswer(
        present=found.present,
        absent=found.absent,
        matches=tuple(
            MatchAnswer(
                finding=m.finding,
                present=m.present,
                start=m.start,
                end=m.end,
                words=_utf8(m.words),
                corrected=m.corrected,
            )
            for m in found.matches
        ),
        unclear=tuple(
            UnclearAnswer(findings=u.findings, start=u.start, end=u.end, words=_utf8(u.words))
            for u in found.unclear
        ),
        contradictory=found.contradictory,
        unread=tuple(map(_utf8, found.unread)),
    ).model_dump()


def _utf8(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
