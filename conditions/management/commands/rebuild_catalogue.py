"""Write every catalogue row again from its edition, after a release that indexes differently."""

from typing import Any

from django.core.management.base import BaseCommand

from conditions.catalogue.write import rebuild


class Command(BaseCommand):
    """`manage.py rebuild_catalogue`."""

    help = "Write every catalogue row again from its edition; readers see no gap."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Wrote {rebuild()} conditions again.")
