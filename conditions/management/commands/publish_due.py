"""Publish approved reviews whose time has come."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conditions.editorial.review.publication import publish_due
from conditions.editorial.review.timer import DueTimer
from glutes import serving


class Command(BaseCommand):
    """`manage.py publish_due`, once, or `manage.py publish_due --every 30` as a service."""

    help = (
        "Publish every approved review whose set time has come. `make run` and `make serve` do it themselves."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--every", type=_seconds, metavar="SECONDS", help="keep looking until stopped")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["every"]:
            serving.exit_on_sigterm()
            DueTimer(options["every"]).run()
            return
        outcomes = publish_due()
        for outcome in outcomes:
            if outcome.edition:
                self.stdout.write(f"Published {outcome.edition}.")
        failed = [f"{o.review.condition}: {o.problem}" for o in outcomes if o.problem]
        if failed:
            raise CommandError("\n".join(failed))
        if not outcomes:
            self.stdout.write("Nothing is due.")


def _seconds(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 86_400:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of seconds from 1 to 86400")
    return int(text)
