"""Write the static snapshot."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from conditions.interchange.snapshot.build import NothingPublishedError, write
from conditions.interchange.snapshot.fetch import NotServedError
from conditions.interchange.snapshot.signing import NotAKeyError, kept_key, public_pem


class Command(BaseCommand):
    """`manage.py snapshot FILE.zip`, or `manage.py snapshot --public-key`."""

    help = "Write one zip with pages, PDFs, search and documents that work without a network, signed."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="where to write it; replaced when it is whole")
        parser.add_argument("--public-key", action="store_true", help="print the key that verifies snapshots")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path | None = options["file"]
        try:
            key = kept_key(settings.SNAPSHOT_KEY)
            if options["public_key"]:
                self.stdout.write(public_pem(key).decode().rstrip())
                return
            if target is None:
                raise CommandError("Say where to write the snapshot: manage.py snapshot FILE.zip")
            count = write(target, key)
        except (NotAKeyError, NothingPublishedError, NotServedError, OSError) as error:
            raise CommandError(f"No snapshot was written. {error}") from None
        self.stdout.write(f"{count} files written to {target}")
