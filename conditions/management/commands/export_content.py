"""Export every finding, reference and condition draft as content files."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conditions.interchange.exporter import export_to


class Command(BaseCommand):
    """`manage.py export_content FOLDER`."""

    help = "Write the authoring tables as YAML in the format that import_content reads."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} exists and is not an empty folder.")
        self.stdout.write(f"{len(export_to(folder))} files written to {folder}")
