"""`make run`: everything from an empty folder to a page in the browser."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

HOST = "127.0.0.1"


class Command(BaseCommand):
    """Migrate, load the content pack into an empty database, make a superuser, serve."""

    help = "Prepare the database and serve on 127.0.0.1; PORT and VAR_DIR can be set."
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        # A SIGTERM must unwind: the embedded database is released at exit.
        signal.signal(signal.SIGTERM, _exit_cleanly)
        port = os.environ.get("PORT") or "8000"
        if not port.isdigit() or not 1 <= int(port) <= 65535:
            raise CommandError(f"PORT must be a number from 1 to 65535, not “{port}”.")
        _check_free(int(port))
        self.stdout.write(f"Database: {_database()}")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_fixtures", stdout=self.stdout)
        self._superuser()
        sys.exit(self._serve(port))

    def _serve(self, port: str) -> int:
        """Run the web server as a child and stop it with us, whichever way we are stopped."""
        command = [
            *(sys.executable, "-m", "gunicorn", "glutes.wsgi:application"),
            *("--bind", f"{HOST}:{port}", "--worker-class", "gthread", "--threads", "8", "--workers", "1"),
            *("--log-level", "warning", "--graceful-timeout", "5"),
            *(("--reload",) if settings.DEBUG else ()),
        ]
        server = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own words
        try:
            if _listens(int(port), server):
                self.stdout.write(f"Serving {settings.SITE_NAME} on http://{HOST}:{port}/ (stop with Ctrl-C)")
                self.stdout.flush()
            return server.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            if server.poll() is None:
                server.terminate()
                server.wait()

    def _superuser(self) -> None:
        users = get_user_model()
        if users.objects.filter(is_superuser=True).exists():
            return
        name = os.environ.get("DJANGO_SUPERUSER_USERNAME") or "admin"
        given = os.environ.get("DJANGO_SUPERUSER_PASSWORD")
        password = given or secrets.token_urlsafe(12)
        users.objects.create_superuser(name, os.environ.get("DJANGO_SUPERUSER_EMAIL", ""), password)
        shown = "the one in DJANGO_SUPERUSER_PASSWORD" if given else f"{password} (shown this once)"
        self.stdout.write(f"Superuser for /admin/: {name}, password: {shown}")


def _database() -> str:
    default = settings.DATABASES["default"]
    if default["ENGINE"] == "glutes.embedded":
        return f"embedded PostgreSQL, data in {default['HOST']}"
    return f"{default['HOST']}/{default['NAME']}"


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken by another program ({error.strerror}). Use another: make run PORT=8123"
            ) from None


def _exit_cleanly(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + signum)


def _listens(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server accepts connections; False when it ended instead."""
    while server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return True
        time.sleep(0.1)
    return False
