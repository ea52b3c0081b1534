"""Check content: every draft, or files before they are imported."""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conditions.document import ConditionDocument
from conditions.editorial.checks import Facts, problems
from conditions.interchange.from_tables import draft_of, embed
from conditions.interchange.reader import ContentError, read_content
from conditions.models import Condition


class Command(BaseCommand):
    """`manage.py check_content [path]`."""

    help = (
        "Run every check over all drafts, or over content files that are complete in themselves. "
        "Fails when something blocks publication; with --strict also for warnings."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, help="a file or folder in the content format")
        parser.add_argument("--strict", action="store_true", help="fail for warnings as well")
        parser.add_argument("--quiet", action="store_true", help="print the sum only")

    def handle(self, *args: Any, **options: Any) -> None:
        documents = self._from_files(options["path"]) if options["path"] else self._drafts()
        counts: Counter[str] = Counter()
        for document, facts in documents:
            for problem in problems(document, facts):
                counts[problem.level] += 1
                if not options["quiet"]:
                    self.stdout.write(
                        f"{document.slug}: {problem.level}: {problem.path}: {problem.message} [{problem.rule}]"
                    )
        sentence = f"{counts['blocking']} blocking problems, {counts['warning']} warnings."
        if counts["blocking"] or (options["strict"] and counts["warning"]):
            raise CommandError(sentence)
        self.stdout.write(sentence)

    def _drafts(self) -> list[tuple[ConditionDocument, Facts | None]]:
        slugs = Condition.objects.order_by("slug").values_list("slug", flat=True)
        return [(draft_of(slug), None) for slug in slugs]

    def _from_files(self, path: Path) -> list[tuple[ConditionDocument, Facts | None]]:
        from django.utils import timezone

        try:
            content = read_content(path)
        except ContentError as error:
            raise CommandError(str(error)) from None
        facts = Facts(today=timezone.localdate(), conditions=frozenset(content.conditions))
        return [
            (embed(document, content.findings, content.references), facts)
            for _, document in sorted(content.conditions.items())
        ]
