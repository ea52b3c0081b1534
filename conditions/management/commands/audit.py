"""Export the audit trail of a period."""

import argparse
import csv
import json
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from conditions.editorial.audit import entries


def day(text: str) -> date:
    """A date from 2026-11-30."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date such as 2026-11-30") from None


class Command(BaseCommand):
    """`manage.py audit --from 2026-11-01 --to 2026-11-30`."""

    help = "Write every change of the authoring tables in a period, oldest first, as CSV or JSON lines."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--from", dest="first", type=day, help="first day; default: the beginning")
        parser.add_argument("--to", dest="last", type=day, help="last day; default: today")
        parser.add_argument("--format", choices=("csv", "jsonl"), default="csv")

    def handle(self, *args: Any, **options: Any) -> None:
        first, last = options["first"], options["last"]
        if first and last and first > last:
            raise CommandError(f"The period ends ({last}) before it begins ({first}).")
        found = entries(
            since=_midnight(first) if first else None,
            until=_midnight(last + timedelta(days=1)) if last else None,
        )
        if options["format"] == "jsonl":
            for entry in found:
                self.stdout.write(json.dumps(asdict(entry), default=str, ensure_ascii=False))
            return
        writer = csv.writer(self.stdout)
        writer.writerow(["at", "who", "page", "action", "table", "row", "change"])
        for entry in found:
            change = json.dumps(entry.change, default=str, ensure_ascii=False)
            writer.writerow(
                [
                    entry.at.isoformat(),
                    _inert(entry.who),
                    _inert(entry.page),
                    entry.action,
                    entry.table,
                    entry.row,
                    change,
                ]
            )


def _inert(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))
