"""`make run`: everything from an empty folder to a page in the browser."""

import os
import secrets
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from conditions.catalogue.entry import ConditionEntry
from conditions.editorial.review.timer import DueTimer
from glutes import serving


class Command(BaseCommand):
    """Migrate, load the content pack into an empty database, make a superuser, serve."""

    help = "Prepare the database and serve on 127.0.0.1; PORT and VAR_DIR can be set."
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        serving.exit_on_sigterm()
        try:
            port = serving.port_from_environment()
        except serving.PortError as error:
            raise CommandError(str(error)) from None
        self.prepare()
        with DueTimer():
            sys.exit(self.serve(port))

    def prepare(self) -> None:
        """Everything that must be there before the first request."""
        self.stdout.write(f"Database: {_database()}")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_fixtures", stdout=self.stdout)
        if ConditionEntry.objects.filter(card="").exists():
            # Written by an older release: the rows lack what lists need now.
            call_command("rebuild_catalogue", stdout=self.stdout)
        self._superuser()

    def serve(self, port: int) -> int:
        """One process: a laptop needs no more."""
        reload = ("--reload",) if settings.DEBUG else ()
        quiet = {"WEB_WORKERS": "1", "GRACEFUL_TIMEOUT": "5", "LOG_LEVEL": "warning", "ACCESS_LOG": "false"}
        return serving.serve(port, self.announce, *reload, **quiet)

    def announce(self, address: str) -> None:
        """Say where to look; called once the server listens."""
        self.stdout.write(f"Serving {settings.SITE_NAME} on {address} (stop with Ctrl-C)")
        self.stdout.flush()

    def _superuser(self) -> None:
        users = get_user_model()
        if users.objects.filter(is_superuser=True).exists():
            return
        name = os.environ.get("DJANGO_SUPERUSER_USERNAME") or "admin"
        given = os.environ.get("DJANGO_SUPERUSER_PASSWORD")
        password = given or secrets.token_urlsafe(12)
        users.objects.create_superuser(name, os.environ.get("DJANGO_SUPERUSER_EMAIL", ""), password)
        shown = "the one in DJANGO_SUPERUSER_PASSWORD" if given else f"{password} (shown this once)"
        self.stdout.write(f"Superuser for /{settings.ADMIN_PATH}/: {name}, password: {shown}")


def _database() -> str:
    default = settings.DATABASES["default"]
    if default["ENGINE"] == "glutes.embedded":
        return f"embedded PostgreSQL, data in {default['HOST']}"
    return f"{default['HOST']}/{default['NAME']}"
