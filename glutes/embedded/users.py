"""The processes that use the embedded server: the last one to leave stops it."""

import json
import os
from contextlib import suppress
from pathlib import Path

import psutil


class UserList:
    """The wheel's list of process numbers in a file, with two differences.

    Processes that were killed don't count as users, or the server would run on after the
    last one. And a full disk costs one entry, not the file: it is replaced whole or not at all.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def get_and_add(self, value: int) -> list[int]:
        """Those before, and this one from now on."""
        before = self._alive()
        if value not in before:
            self._put([*before, value])
        return before

    def get_and_remove(self, value: int) -> list[int]:
        """Those before, without this one from now on."""
        before = self._alive()
        self._put([pid for pid in before if pid != value])
        return before

    def _alive(self) -> list[int]:
        with suppress(OSError, ValueError):
            return [pid for pid in json.loads(self.path.read_text()) if _is_alive(pid)]
        return []

    def _put(self, values: list[int]) -> None:
        new = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            new.write_text(json.dumps(values))
            new.replace(self.path)
        except OSError:
            # Not counted: the server may be stopped under us, and is started by our next connection.
            new.unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
