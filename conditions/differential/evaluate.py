"""Measuring the ranking on cases: how often the expected condition comes first, among three, and where not."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, TypeAdapter

from conditions.differential.model import Model
from conditions.differential.rank import Ranking, rank
from conditions.document import Name, Part, Slug, Text


class Case(Part):
    """A case: its findings, the condition that it was written for, and where its facts stand."""

    id: Slug
    expected: Slug
    story: Text
    present: tuple[Slug, ...]
    absent: tuple[Slug, ...] = ()
    source: Annotated[tuple[Name, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Result:
    """A case with the place that its condition got (1 is first)."""

    case: Case
    ranking: Ranking
    place: int


@dataclass(frozen=True)
class Evaluation:
    """All results with their summary figures (shares of 0 to 1)."""

    results: tuple[Result, ...]

    def among(self, places: int) -> float:
        """Share of cases whose condition is among the first `places`."""
        return sum(r.place <= places for r in self.results) / len(self.results)

    @property
    def mean_reciprocal_rank(self) -> float:
        """Mean of 1 / place."""
        return sum(1 / r.place for r in self.results) / len(self.results)

    @property
    def misses(self) -> tuple[Result, ...]:
        """Cases whose condition is not first, the furthest off first."""
        return tuple(sorted((r for r in self.results if r.place > 1), key=lambda r: (-r.place, r.case.id)))

    def by_condition(self) -> dict[str, tuple[Result, ...]]:
        """Results by expected condition, in order of slug."""
        groups: dict[str, list[Result]] = defaultdict(list)
        for result in self.results:
            groups[result.case.expected].append(result)
        return {slug: tuple(groups[slug]) for slug in sorted(groups)}


def read_cases(path: Path) -> tuple[Case, ...]:
    """Cases from a YAML or JSON list, or from every such file of a folder. Raises ValueError with the file's name."""
    files = (
        sorted(p for p in path.iterdir() if p.suffix in {".yaml", ".yml", ".json"})
        if path.is_dir()
        else [path]
    )
    cases: list[Case] = []
    for file in files:
        try:
            cases.extend(TypeAdapter(list[Case]).validate_python(yaml.safe_load(file.read_text("utf-8"))))
        except (OSError, ValueError, yaml.YAMLError) as error:
            raise ValueError(f"{file}: {error}") from error
    if not cases:
        raise ValueError(f"{path}: there are no cases")
    return tuple(cases)


def evaluate(model: Model, cases: Iterable[Case]) -> Evaluation:
    """Rank every case. Raises FindingsError for findings that can't be ranked, KeyError for an unknown condition."""
    return Evaluation(tuple(_result(model, case) for case in cases))


def _result(model: Model, case: Case) -> Result:
    ranking = rank(model, case.present, case.absent)
    return Result(case, ranking, ranking.of(case.expected).rank)


def share_first(results: Sequence[Result]) -> float:
    """Share of results in which the expected condition is first."""
    return sum(r.place == 1 for r in results) / len(results)
