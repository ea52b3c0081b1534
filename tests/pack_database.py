"""The test database with the published content pack, made once a run and copied for each process.

Migrating and loading take the better part of a minute; PostgreSQL copies a database in a second.
"""

import os
from pathlib import Path

import fasteners
from django.core.management import call_command
from django.db import connection

TEMPLATE = "glutes_test_pack"


def use_copies() -> None:
    """Make every test database of this process a copy of the one that holds the pack."""
    made = Path(os.environ["GLUTES_TEST_VAR"]) / f"{TEMPLATE}.{connection.settings_dict['ENGINE']}.made"
    with fasteners.InterProcessLock(f"{made}.lock"):
        if not made.exists():
            _make()
            made.touch()
    connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE


def _make() -> None:
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
        cursor.execute(f"CREATE DATABASE {TEMPLATE} ENCODING 'UTF8' TEMPLATE template0")
    _switch_to(TEMPLATE)
    try:
        call_command("migrate", verbosity=0)
        call_command("load_fixtures", verbosity=0)
    finally:
        _switch_to(name)


def _switch_to(name: str) -> None:
    # A database that is copied must have no connection; a pool would keep one.
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    connection.settings_dict["NAME"] = name
