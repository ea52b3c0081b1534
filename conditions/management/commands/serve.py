"""`make serve`: production mode on this machine."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from conditions.management.commands import run
from glutes import serving


class Command(run.Command):
    """Collect static files, prepare the embedded database or check the server's, serve with all cores."""

    help = "Serve in production mode on 127.0.0.1. A database server is migrated by hand: manage.py migrate."

    def prepare(self) -> None:
        if not settings.PRODUCTION:
            raise CommandError("Production mode is off. Use: make serve, or set PRODUCTION=true.")
        call_command("collectstatic", interactive=False, verbosity=0, clear=False)
        if connection.settings_dict["ENGINE"] == "glutes.embedded":
            super().prepare()
            return
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("The database is not up to date. Back it up, then: manage.py migrate")

    def serve(self, port: int) -> int:
        """As many processes as cores."""
        return serving.serve(port, self.announce)
