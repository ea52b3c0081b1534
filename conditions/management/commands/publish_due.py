"""Publish approved reviews whose time has come."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conditions.editorial.review.publication import publish_due


class Command(BaseCommand):
    """`manage.py publish_due`."""

    help = "Publish every approved review whose set time has come; run it every few minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = publish_due()
        for outcome in outcomes:
            if outcome.edition:
                self.stdout.write(f"Published {outcome.edition}.")
        failed = [f"{o.review.condition}: {o.problem}" for o in outcomes if o.problem]
        if failed:
            raise CommandError("\n".join(failed))
        if not outcomes:
            self.stdout.write("Nothing is due.")
