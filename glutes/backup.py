"""Backups: one file with the database, the media and a manifest, and only called good once it was restored.

The manifest holds the SHA-256 of each part and a digest of the chain of editions, so
that a restored database can be compared with the one that was saved.
"""

import hashlib
import io
import json
import re
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connections

from conditions.editorial.verify import broken_links
from conditions.models import Edition
from glutes.postgres_programs import VARIABLES, run
from glutes.replicas import using_database

NAME = re.compile(r"glutes-\d{8}T\d{6}Z\.tar")
DATABASE, MEDIA, MANIFEST = "database.dump", "media", "manifest.json"


class BackupError(Exception):
    """The backup or restore did not succeed; the message is a sentence for people."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds."""

    made_at: str
    editions: int
    chain: str
    database_sha256: str
    media: dict[str, str]


def chain_digest() -> tuple[int, str]:
    """How many editions there are, and a digest over their chain."""
    digest = hashlib.sha256()
    count = 0
    rows = Edition.objects.order_by("slug", "number").values_list("slug", "number", "sha256")
    for count, row in enumerate(rows.iterator(), 1):  # noqa: B007 - the last number is the count
        digest.update(repr(row).encode())
    return count, digest.hexdigest()


def sha256_of_file(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def back_up(folder: Path, media: Path | None) -> Path:
    """Write glutes-<time>.tar into the folder, restore it into a scratch database, compare, and return its path.

    Raises BackupError; a file that is not good is not left behind under that name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made_at = datetime.now(UTC)
    target = folder / f"glutes-{made_at:%Y%m%dT%H%M%SZ}.tar"
    partial = target.with_suffix(".partial")
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as work:
            dump = Path(work) / DATABASE
            count, chain = _dump_between_publications(dump)
            files = media_files(media)
            manifest = Manifest(
                made_at.isoformat(timespec="seconds"),
                count,
                chain,
                sha256_of_file(dump),
                {str(path.relative_to(media)): sha256_of_file(path) for path in files} if media else {},
            )
            with tarfile.open(partial, "w") as tar:
                _add_text(tar, MANIFEST, json.dumps(asdict(manifest), indent=2))
                tar.add(dump, DATABASE)
                for path in files:
                    tar.add(path, f"{MEDIA}/{path.relative_to(media)}")  # type: ignore[arg-type]
        partial.chmod(0o600)
        with unpacked(partial) as (saved, parts), scratch_database(parts / DATABASE) as (_, alias):
            check_against(saved, alias)
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def _dump_between_publications(dump: Path) -> tuple[int, str]:
    for _ in range(3):
        before = chain_digest()
        run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
        if chain_digest() == before:
            return before
    raise BackupError("Editions were published during each of three attempts: try again later.")


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(text.encode())
    tar.addfile(info, io.BytesIO(text.encode()))


def media_files(media: Path | None) -> list[Path]:
    """The uploaded files, if there are any."""
    return sorted(path for path in media.rglob("*") if path.is_file()) if media and media.is_dir() else []


@contextmanager
def unpacked(file: Path) -> Iterator[tuple[Manifest, Path]]:
    """The manifest, and a folder with the parts, each as the manifest says it is. Raises BackupError."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".restore-") as work:
        folder = Path(work)
        try:
            with tarfile.open(file) as tar:
                tar.extractall(folder, filter="data")
            manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
            wrong = [
                name
                for name, sha256 in [(DATABASE, manifest.database_sha256)]
                + [(f"{MEDIA}/{name}", sha256) for name, sha256 in manifest.media.items()]
                if sha256_of_file(folder / name) != sha256
            ]
        except (tarfile.TarError, OSError, ValueError, TypeError, EOFError) as error:
            raise BackupError(f"{file} is no whole backup ({type(error).__name__}).") from error
        if wrong:
            raise BackupError(f"{file} is damaged: {', '.join(wrong)} is not what was saved.")
        yield manifest, folder


@contextmanager
def scratch_database(dump: Path, alias: str = "scratch") -> Iterator[tuple[str, str]]:
    """A database beside the product's with the dump in it, at this release's schema; dropped at the end if still there."""
    name = f"glutes_scratch_{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    with server_connection() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    connections.databases[alias] = {
        **connections.databases["default"],
        **_without_pool(connections.databases["default"]),
        "NAME": name,
    }
    try:
        run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={name}", str(dump))
        with using_database(alias):
            call_command("migrate", database=alias, interactive=False, verbosity=0)
        yield name, alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]
        with server_connection() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _without_pool(database: dict[str, Any]) -> dict[str, Any]:
    options = {key: value for key, value in database.get("OPTIONS", {}).items() if key != "pool"}
    return {"OPTIONS": options, "CONN_MAX_AGE": 0}


@contextmanager
def server_connection() -> Iterator[Any]:
    """A cursor outside any transaction on the server's maintenance database."""
    parameters = connections["default"].get_connection_params()
    keep = {key: value for key, value in parameters.items() if key in VARIABLES}
    with psycopg.connect(**keep, dbname="postgres", autocommit=True) as connection:
        yield connection.cursor()


def check_against(manifest: Manifest, alias: str) -> None:
    """Compare a restored database with the manifest and its editions with their hashes. Raises BackupError."""
    with using_database(alias):
        faults = list(broken_links())
        found = chain_digest()
    if faults:
        raise BackupError("The restored database is not whole:\n" + "\n".join(faults[:20]))
    if found != (manifest.editions, manifest.chain):
        raise BackupError(
            f"The restored database holds {found[0]} editions with another chain than the {manifest.editions} saved."
        )


def forget_old(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` backups; other files are left alone."""
    found = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))
    gone = found[:-keep]
    for path in gone:
        path.unlink()
    return gone
