"""Tell curators where a published likelihood ratio and the model's differ more than twofold."""

import csv
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from conditions.catalogue import ranking as published
from conditions.differential.calibration import TOO_FAR, compare_with_published


class Command(BaseCommand):
    """`calibration_report`: a table, the furthest apart first; `--csv` for a spreadsheet, `--all` for every ratio."""

    help = "List published likelihood ratios beside the model's where they differ more than twofold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those that agree")
        parser.add_argument("--csv", action="store_true", help="as CSV")

    def handle(self, *args: Any, **options: Any) -> None:
        found = compare_with_published(published.current().model("base-rate"))
        shown = [d for d in found if options["all"] or d.is_off]
        rows = [
            (
                d.condition,
                d.finding,
                "LR+" if d.positive else "LR-",
                f"{d.published:g}" + (" derived" if d.derived else ""),
                f"{d.modelled:.2f}",
                f"{d.times:.1f}",
                d.citation,
                d.reference_standard,
            )
            for d in shown
        ]
        head = (
            "condition",
            "finding",
            "ratio",
            "published",
            "model",
            "times",
            "citation",
            "reference standard",
        )
        if options["csv"]:
            csv.writer(self.stdout).writerows([head, *rows])
            return
        off = sum(d.is_off for d in found)
        self.stdout.write(
            f"{off} of {len(found)} published ratios differ more than {TOO_FAR:g}-fold from the model's.\n\n"
        )
        widths = [max(len(row[i]) for row in [head, *rows]) + 2 for i in range(7)]
        for row in [head, *rows]:
            cells = "".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=False))
            self.stdout.write(cells + row[7])
