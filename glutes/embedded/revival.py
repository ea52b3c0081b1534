"""Starting the embedded server, and starting it again under a site that runs.

Recovery after a crash takes longer than the wheel waits, so it is tried more than once.
What keeps it from starting (a full disk, most often) would keep every request waiting:
while the site runs, a start that failed is not tried again for a moment.
"""

import errno
import os
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

ATTEMPTS = 5
PAUSE_SECONDS = 5.0
NO_SPACE = b"No space left on device"
TAIL_BYTES = 4096
DISK_IS_FULL = "the disk is full"
_failed: "dict[Path, tuple[float, ServerDidNotStartError]]" = {}


class ServerDidNotStartError(ImproperlyConfigured):
    """One sentence: to a command it ends the start, to a page the database is away."""

    def __init__(self, data: Path, why: str) -> None:
        super().__init__(
            f"The embedded database in {data} did not start ({why}); its own account is in {data / 'log'}."
        )
        self.disk_is_full = why == DISK_IS_FULL


def start(data: Path, attempt: Callable[[], Any]) -> Any:
    """What `attempt` returns once the server runs. Raises ServerDidNotStartError, at once if it just failed."""
    if data in _failed and time.monotonic() < _failed[data][0]:
        raise _failed[data][1]
    try:
        started = _patiently(data, attempt)
    except ServerDidNotStartError as error:
        _failed[data] = (time.monotonic() + PAUSE_SECONDS, error)
        raise
    _failed.pop(data, None)
    return started


def _patiently(data: Path, attempt: Callable[[], Any]) -> Any:
    for tries in range(ATTEMPTS):
        forget_a_dead_server(data)
        began = _size_of_log(data)
        try:
            return attempt()
        except (subprocess.SubprocessError, AssertionError, OSError) as error:
            full = getattr(error, "errno", None) == errno.ENOSPC or _no_space_since(data, began)
            if full or tries == ATTEMPTS - 1:
                why = DISK_IS_FULL if full else type(error).__name__
                raise ServerDidNotStartError(data, why) from error
            time.sleep(1)
    return None


def forget_a_dead_server(data: Path) -> None:
    """Remove postmaster.pid when its process is gone or is something else: PIDs are used again after a restart."""
    import psutil

    file = data / "postmaster.pid"
    try:
        pid = int(file.read_text().splitlines()[0])
        process = psutil.Process(pid)
        alive = "postgres" in process.name() and process.status() != psutil.STATUS_ZOMBIE
    except FileNotFoundError:
        return
    except (ValueError, IndexError, psutil.Error):
        alive = False
    if not alive:
        # The socket's lock names the same process, and a dead one that nobody waited for still answers to its PID.
        for left in (file, data / ".s.PGSQL.5432.lock", data / ".s.PGSQL.5432"):
            left.unlink(missing_ok=True)


def _size_of_log(data: Path) -> int:
    with suppress(OSError):
        return (data / "log").stat().st_size
    return 0


def _no_space_since(data: Path, began: int) -> bool:
    """Whether the server, or a disk that holds not even its log, says that there is no space."""
    with suppress(OSError):
        found = os.statvfs(data)
        if found.f_bavail * found.f_frsize < TAIL_BYTES:
            return True
        with (data / "log").open("rb") as file:
            file.seek(began)
            return NO_SPACE in file.read()[-TAIL_BYTES:]
    return False
