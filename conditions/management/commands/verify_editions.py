"""Recompute the hash chain of all editions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conditions.editorial.verify import broken_links
from conditions.models import Edition


class Command(BaseCommand):
    """`manage.py verify_editions`."""

    help = "Recompute hashes and chain of every edition and compare the catalogue with them."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(broken_links())
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(f"{Edition.objects.count()} editions verified.")
