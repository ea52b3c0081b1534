"""Start gunicorn as a child, pass signals on, and stop it with us, whichever way we are stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

HOST = "127.0.0.1"


class PortError(Exception):
    """The port is no number, or taken."""


def port_from_environment() -> int:
    """PORT, free on this machine's loopback address. Raises PortError with a sentence."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise PortError(f"PORT must be a number from 1 to 65535, not “{text}”.")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortError(
                f"Port {port} is taken by another program ({error.strerror}). Use another: make run PORT=8123"
            ) from None
    return port


def exit_on_sigterm() -> None:
    """A SIGTERM must unwind: the embedded database is released at exit."""
    signal.signal(signal.SIGTERM, _exit)


def _exit(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + signum)


def serve(port: int, announce: Callable[[str], None], *options: str, **environment: str) -> int:
    """Run gunicorn until it ends or we are told to; its exit status. SIGHUP reloads it.

    `announce` is called with the address once the server listens.
    """
    command = [sys.executable, "-m", "gunicorn", "-c", "python:glutes.gunicorn", *options, "glutes.wsgi"]
    server = subprocess.Popen(  # noqa: S603 - our own words
        command, start_new_session=True, env={**os.environ, **environment}
    )
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda signum, frame: server.send_signal(signum))
    try:
        if _listens(port, server):
            announce(f"http://{HOST}:{port}/")
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        # A second Ctrl-C, or the signal that make passes on, must not leave the server behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if server.poll() is None:
            server.terminate()
            server.wait()


def _listens(port: int, server: "subprocess.Popen[bytes]") -> bool:
    """Wait until the server accepts connections; False when it ended instead."""
    while server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return True
        time.sleep(0.1)
    return False
