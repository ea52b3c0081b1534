"""`manage.py backup`: one verified file, and no more of them than are wanted."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from glutes.backup import BackupError, back_up, forget_old
from glutes.postgres_programs import ProgramFailedError


class Command(BaseCommand):
    """Dump, restore into a scratch database, compare, keep."""

    help = "Write a backup and verify it by restoring it beside the database."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=settings.VAR_DIR / "backups", help="the folder")
        parser.add_argument("--keep", type=int, default=14, help="how many to keep in the folder (14)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"] < 1:
            raise CommandError("--keep must be 1 or more: the backup just made is one of them.")
        try:
            made = back_up(options["to"], settings.MEDIA_ROOT)
        except (BackupError, ProgramFailedError, OSError) as error:
            raise CommandError(str(error)) from error
        gone = forget_old(options["to"], options["keep"])
        self.stdout.write(f"{made}: restored into a scratch database and verified.")
        if gone:
            self.stdout.write(f"Deleted {len(gone)} older: {', '.join(path.name for path in gone)}")
