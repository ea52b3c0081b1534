"""`manage.py restore FILE`: put a backup in the database's place."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from glutes.backup import BackupError
from glutes.postgres_programs import ProgramFailedError
from glutes.restore import restore


class Command(BaseCommand):
    """Verify beside the database, then exchange the two by name."""

    help = "Restore a backup. Refuses a database with content unless --overwrite is given."
    requires_migrations_checks = False

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--overwrite", action="store_true", help="replace a database that holds content")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"].is_file():
            raise CommandError(f"There is no file {options['file']}.")
        try:
            count, kept = restore(options["file"], settings.MEDIA_ROOT, overwrite=options["overwrite"])
        except (BackupError, ProgramFailedError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored and verified {count} editions. The database before is kept as {kept}.")
