"""Write the JSON Schemas of the content format."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from conditions.document import json_schemas


class Command(BaseCommand):
    """`manage.py write_schema`."""

    help = "Write docs/schema/*.json from the models; with --check only say whether they are current."

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs" / "schema"
        stale = []
        for name, schema in json_schemas().items():
            file = folder / f"{name}.json"
            text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                stale.append(file)
                if not options["check"]:
                    folder.mkdir(parents=True, exist_ok=True)
                    file.write_text(text, encoding="utf-8")
        if options["check"] and stale:
            names = ", ".join(str(file.relative_to(settings.BASE_DIR)) for file in stale)
            raise CommandError(f"Not current: {names}. Run manage.py write_schema and commit.")
        self.stdout.write("The schemas are current." if not stale else f"{len(stale)} schemas written.")
