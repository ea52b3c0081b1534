"""Load the content pack into an empty database, or on demand."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from conditions.editorial.publish import publish_drafts
from conditions.interchange.importer import import_path
from conditions.models import Condition


class Command(BaseCommand):
    """`manage.py load_fixtures`."""

    help = "Import and publish fixtures/ when the database holds no condition; with --force in any case."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="replace drafts of the pack's conditions")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Condition.objects.exists() and not options["force"]:
            self.stdout.write("The database has content: nothing loaded.")
            return
        import_path(settings.FIXTURES)
        published = publish_drafts(
            author="Glutes content pack", reviewer="", change_summary="First edition, from the content pack."
        )
        self.stdout.write(f"Loaded the content pack: {len(published)} conditions published.")
