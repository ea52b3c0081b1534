"""Import content files into the authoring tables, and publish them when asked."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from conditions.editorial.publish import NotPublishableError, publish_drafts
from conditions.interchange.importer import ImportReport, import_path
from conditions.interchange.preview import preview
from conditions.interchange.preview_words import lines
from conditions.interchange.reader import ContentError


class Command(BaseCommand):
    """`manage.py import_content PATH`."""

    help = "Import a file or folder in the content format; all of it or, with every error listed, nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a .yaml or .json file, or a folder of them")
        parser.add_argument("--publish", action="store_true", help="publish what has no blocking problem")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument("--author", default="Content import", help="named in the editions")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["dry_run"]:
                self._preview(options["path"])
                return
            with transaction.atomic():
                report = import_path(options["path"])
                editions = self._publish(options) if options["publish"] else []
        except ContentError as error:
            faults = "\n".join(map(str, error.errors))
            count = "1 error" if len(error.errors) == 1 else f"{len(error.errors)} errors"
            raise CommandError(f"Nothing was imported. {count}:\n{faults}") from None
        except NotPublishableError as error:
            raise CommandError(f"Nothing was imported. {error}") from None
        self._counts(report)
        if options["publish"]:
            self.stdout.write(f"published: {len(editions)}")

    def _preview(self, path: Path) -> None:
        found = preview(path)
        for line in lines(found):
            self.stdout.write(line)
        self._counts(found.report)
        self.stdout.write("Nothing was written.")

    def _counts(self, report: ImportReport) -> None:
        for kind in ("reference", "finding", "condition"):
            created, changed = len(report.created[kind]), len(report.changed[kind])
            self.stdout.write(f"{kind}s: {created} new, {changed} changed")

    def _publish(self, options: dict[str, Any]) -> list[Any]:
        return publish_drafts(author=options["author"], reviewer="", change_summary="Imported.")
