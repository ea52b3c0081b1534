"""Put a backup in the place of the product's database, all at once, keeping the old one aside."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from django.db import connections

from glutes.backup import (
    DATABASE,
    MEDIA,
    BackupError,
    check_against,
    scratch_database,
    server_connection,
    unpacked,
)

ATTEMPTS = 10


def holds_content() -> bool:
    """Whether the database has any edition or draft. A database without our tables has none."""
    with connections["default"].cursor() as cursor:
        for table in ("conditions_edition", "conditions_condition"):
            cursor.execute("SELECT to_regclass(%s)", [table])
            if cursor.fetchone()[0] is None:
                continue
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")  # noqa: S608 - two names of ours
            if cursor.fetchone()[0]:
                return True
    return False


def restore(file: Path, media: Path | None, *, overwrite: bool) -> tuple[int, str]:
    """Restore a backup; the number of its editions, and the name under which the old database is kept.

    It is restored beside the old database, verified there, and only then renamed into its
    place: until that moment readers see the old one, and a backup that is not good changes
    nothing. Raises BackupError.
    """
    if holds_content() and not overwrite:
        raise BackupError("The database holds content. To replace it with the backup, add --overwrite.")
    with unpacked(file) as (manifest, folder), scratch_database(folder / DATABASE) as (scratch, alias):
        check_against(manifest, alias)
        connections[alias].close()
        kept = _swap(scratch)
        _put_media(folder / MEDIA, media)
    return manifest.editions, kept


def _swap(scratch: str) -> str:
    name = connections["default"].settings_dict["NAME"]
    kept = f"{name}_before_{datetime.now(UTC):%Y%m%d%H%M%S}"
    connections["default"].close()
    pool = getattr(connections["default"], "close_pool", None)
    if pool:
        pool()
    try:
        with server_connection() as cursor:
            _rename(cursor, name, kept)
            _rename(cursor, scratch, name)
    except psycopg.Error as error:
        raise BackupError(f"The databases could not be exchanged: {error}") from error
    return kept


def _rename(cursor: psycopg.Cursor, name: str, new: str) -> None:
    for attempt in range(ATTEMPTS):
        # A connection that slips in between is ended with the next attempt.
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            cursor.execute(f'ALTER DATABASE "{name}" RENAME TO "{new}"')
            return
        except psycopg.errors.ObjectInUse:
            if attempt == ATTEMPTS - 1:
                raise


def _put_media(saved: Path, media: Path | None) -> None:
    if media is None or not saved.is_dir():
        return
    if media.exists():
        media.rename(media.with_name(f"{media.name}-before-{datetime.now(UTC):%Y%m%d%H%M%S}"))
    shutil.copytree(saved, media)
