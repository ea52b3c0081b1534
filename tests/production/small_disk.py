"""A disk of a size of our own for one server: a tmpfs in a mount namespace that ends with its processes."""

import os
import subprocess
from pathlib import Path

from tests.production.server import Server

SIZE_MB = 256


def unshare() -> list[str]:
    """The program that makes the namespace; users other than root get a namespace of users as well."""
    users = [] if os.geteuid() == 0 else ["--user", "--map-current-user", "--keep-caps"]
    return ["unshare", *users, "--mount"]


def refused() -> str:
    """Why this machine lets us have no such disk, or nothing."""
    try:
        subprocess.run(
            [*unshare(), "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=True, capture_output=True, text=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        return f"No small disk can be mounted here: {getattr(error, 'stderr', '') or error}"
    return ""


def on_small_disk(command: list[str], folder: Path) -> list[str]:
    """The command, with the small disk at `folder`; as it is where none can be had."""
    if refused():
        return command
    mount = f'mount -t tmpfs -o size={SIZE_MB}m,mode=0755 tmpfs "$0" && exec "$@"'
    return [*unshare(), "sh", "-c", mount, str(folder), *command]


class Disk:
    """The small disk as the server sees it, from outside of its namespace."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.folder = Path(f"/proc/{server.process.pid}/root{folder}")
        self._filler = self.folder / "filler"

    def free(self) -> int:
        """Bytes left."""
        found = os.statvfs(self.folder)
        return found.f_bavail * found.f_frsize

    def fill(self) -> None:
        """Take all that is left."""
        with self._filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, self.free())

    def make_space(self) -> None:
        """Give it back."""
        self._filler.unlink()
