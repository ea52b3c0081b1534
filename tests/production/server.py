"""Start the product as its operators do, on a port and a data directory of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PRODUCTION = {
    "PRODUCTION": "true",
    "KEEP_SECRET_KEY": "true",
    "ALLOWED_HOSTS": "127.0.0.1,localhost",
    "SECURE_SSL_REDIRECT": "false",
    "LOG_FORMAT": "json",
}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


def ask(
    port: int, path: str, method: str = "GET", timeout: float = 60, form: str | None = None, **headers: str
) -> Answer:
    """One request on a connection of its own; header names with underscores for hyphens, `form` as its body."""
    if form is not None:
        headers["Content_Type"] = "application/x-www-form-urlencoded"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request(method, path, form, headers={k.replace("_", "-"): v for k, v in headers.items()})
        response = connection.getresponse()
        return Answer(
            response.status,
            {k.lower(): v for k, v in response.getheaders()},
            response.read().decode("utf-8", "replace"),
        )
    finally:
        connection.close()


def wait_until(condition, seconds: float = 90, what: str = "the condition"):
    """Poll until the condition holds and return its value; AssertionError after the limit."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError, http.client.HTTPException):
            found = condition()
            if found:
                return found
        threading.Event().wait(0.05)
    raise AssertionError(f"{what} did not come about in {seconds} s")


@dataclass
class Server:
    """A running server: its process, port and the file with its log."""

    process: subprocess.Popen
    port: int
    log: Path

    def ask(self, path: str, method: str = "GET", **options: str) -> Answer:
        return ask(self.port, path, method, **options)

    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()


@contextmanager
def running(command: list[str], log: Path, port: int, ready: str = "/readyz", **environment: str):
    """The command as a server until the block ends, once `ready` answers 200."""
    environment = {**os.environ, "PORT": str(port), "WEB_WORKERS": "2", **environment}
    with log.open("ab") as file:
        process = subprocess.Popen(command, env=environment, stdout=file, stderr=file, start_new_session=True)
    try:
        wait_until(
            lambda: process.poll() is not None or ask(port, ready).status == 200, 180, f"{command}: {log}"
        )
        assert process.poll() is None, log.read_text()
        yield Server(process, port, log)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


SERVE = [sys.executable, "manage.py", "serve"]
GUNICORN = [sys.executable, "-m", "gunicorn", "-c", "python:glutes.gunicorn"]
