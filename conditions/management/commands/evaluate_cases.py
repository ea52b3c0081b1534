"""Rank teaching cases and print how often the expected condition comes first, among three, and where not."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conditions.catalogue import ranking as published
from conditions.differential.evaluate import Evaluation, Result, evaluate, read_cases, share_first
from conditions.differential.facts import FindingsError
from conditions.differential.model import METHOD_VERSION
from conditions.differential.working import explain


class Command(BaseCommand):
    """`evaluate_cases FILE`: figures, a table by condition, and the misses with their working."""

    help = "Rank the cases of a YAML or JSON file (or a folder of them) on the published conditions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="cases: id, expected, story, present, absent, source")
        parser.add_argument("--prior", choices=("base-rate", "equal"), default="base-rate")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            cases = read_cases(options["file"])
            found = evaluate(published.current().model(options["prior"]), cases)
        except KeyError as error:
            raise CommandError(f"There is no published condition {error}.") from error
        except FindingsError as error:
            raise CommandError(str(error)) from error
        except ValueError as error:
            raise CommandError(f"The cases can’t be read: {error}") from error
        self._figures(found, options["prior"])
        for result in found.misses:
            self._miss(result)

    def _figures(self, found: Evaluation, prior: str) -> None:
        count = len(found.results)
        self.stdout.write(f"Method {METHOD_VERSION}, prior {prior}, {count} cases")
        for label, places in (("first", 1), ("among three", 3)):
            share = found.among(places)
            self.stdout.write(f"{label:24}{round(share * count):4} of {count}  {share:6.1%}")
        self.stdout.write(f"{'mean reciprocal rank':24}{found.mean_reciprocal_rank:15.3f}\n\n")
        self.stdout.write(f"{'condition':40}{'cases':>6}{'first':>8}")
        for slug, results in found.by_condition().items():
            self.stdout.write(f"{slug:40}{len(results):6}{share_first(results):8.0%}")

    def _miss(self, result: Result) -> None:
        case, ranking = result.case, result.ranking
        first = ranking.standings[0]
        self.stdout.write(f"\n{case.id}: place {result.place}\n  {case.story}")
        for slug in (first.slug, case.expected):
            working = explain(ranking, slug)
            self.stdout.write(f"  {slug}: {working.posterior:.3f} = prior {working.prior:.4f}", ending="")
            for line in working.lines:
                state = "+" if line.present else "-"
                self.stdout.write(f" x {line.factor:.2f} ({state}{line.finding})", ending="")
            self.stdout.write(f" / {ranking.total:.4f}")
