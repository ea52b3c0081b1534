"""Run the tests: the quick ones first, so that the first failure shows in seconds; then slow and browser tests.

Each part runs on as many processes as the machine has cores. Where a PostgreSQL server is installed, the quick
tests run once more on it, named by DATABASE_URL; where none is, a line says so.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUICK = "not slow and not browser"
PORT = "54329"


def pytest(*arguments: str, **environment: str) -> int:
    """Run pytest and return its exit status; no test selected counts as success."""
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    print(" ".join(command[2:]), flush=True)
    status = subprocess.run(command, env={**os.environ, **environment}, check=False).returncode  # noqa: S603
    return 0 if status == 5 else status


def installed_server() -> Path | None:
    """The programs of the newest PostgreSQL (15 or later) that is installed on this machine."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    found += [path.parent for name in ("initdb",) if (path := Path(shutil.which(name) or "/none")).exists()]
    new_enough = [path for path in found if path.parent.name.isdigit() and int(path.parent.name) >= 15]
    return max(new_enough, key=lambda path: int(path.parent.name), default=None)


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A server of the run's own on a socket, gone afterwards; gives its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="glutes-server-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def call(program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603 - our own words
            [programs / program, *arguments], check=True, user=user, stdout=subprocess.DEVNULL, cwd="/"
        )

    try:
        call("initdb", "--auth=trust", "--encoding=UTF8", "-U", "postgres", "-D", str(data))
        options = f"-k {folder} -h '' -p {PORT} -c fsync=off -c max_connections=60"
        call("pg_ctl", "-w", "-D", str(data), "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield f"postgres://postgres@/glutes?host={folder}&port={PORT}"
        finally:
            call("pg_ctl", "-w", "-m", "fast", "-D", str(data), "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def on_an_installed_server(paths: list[str], workers: str) -> int:
    """The quick tests on a server named by DATABASE_URL."""
    programs = installed_server()
    if os.environ.get("DATABASE_URL"):
        print("DATABASE_URL is set: all tests ran on that server.", flush=True)
        return 0
    if programs is None:
        print(
            "No PostgreSQL server is installed here: the run on a server named by DATABASE_URL is skipped.",
            flush=True,
        )
        return 0
    with server(programs) as url:
        return pytest(*paths, "-m", QUICK, "-n", workers, DATABASE_URL=url)


def main(paths: list[str]) -> int:
    """Quick tests first; the others only when those pass. All share one folder, and so one embedded server."""
    with tempfile.TemporaryDirectory(prefix="glutes-test-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)  # noqa: S103 - as root, the database runs as another user
        os.environ["GLUTES_TEST_VAR"] = folder
        return run(paths)


def run(paths: list[str]) -> int:
    """The three parts, one after the other."""
    workers = str(os.cpu_count() or 1)
    if status := pytest(*paths, "-m", QUICK, "-x", "-n", workers):
        return status
    if status := on_an_installed_server(paths, workers):
        return status
    return pytest(*paths, "-m", f"not ({QUICK})", "-n", workers, "--dist", "loadgroup")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["tests"]))
