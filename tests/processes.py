"""Other processes of the product in a test: a second reader of the same database, or of one of its own."""

import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.db import connection

_READER = """
import sys, django
django.setup()
from django.test import Client
client = Client()
print("ready", flush=True)
for line in sys.stdin:
    response = client.get(line.strip(), headers={"host": "localhost"})
    print(response.status_code, " ".join(response.content.decode().split()), flush=True)
"""


def database_url(name: str | None = None) -> str:
    """The address of the database of this test run, or of another one on its server."""
    connection.ensure_connection()
    info = connection.connection.info
    user = quote(info.user) + (f":{quote(info.password)}" if info.password else "")
    return f"postgres://{user}@/{name or info.dbname}?host={quote(info.host, safe='')}&port={info.port}"


def environment(url: str) -> dict[str, str]:
    """The environment of a process that uses a database."""
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "glutes.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }


class Reader:
    """A process that answers requests as a web worker does."""

    def __init__(self, process: subprocess.Popen) -> None:
        self._process = process

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        self._process.stdin.write(path + "\n")
        self._process.stdin.flush()
        status, _, text = self._process.stdout.readline().partition(" ")
        return int(status), text


@contextmanager
def reader(url: str):
    """A second process over a database."""
    process = subprocess.Popen(
        [sys.executable, "-c", _READER],
        env=environment(url),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout.readline().strip() == "ready"
        yield Reader(process)
    finally:
        process.stdin.close()
        process.wait(timeout=20)
        process.stdout.close()


@contextmanager
def empty_database(name: str):
    """A database without tables on the server of this test run."""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield database_url(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def manage(url: str, *arguments: str) -> None:
    """Run a management command over a database."""
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=environment(url),
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
    )
