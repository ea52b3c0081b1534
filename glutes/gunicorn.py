"""gunicorn's configuration: `gunicorn -c python:glutes.gunicorn glutes.wsgi`.

Threads and no max_requests: gthread drops connections when a worker restarts by count.
Reload with SIGHUP: new workers read code and settings anew, old ones finish their
requests. docs/operations.md lists the variables.
"""

import os
import signal
from pathlib import Path
from typing import Any

from glutes import metrics
from glutes.watchdog import Watchdog


def _number(name: str, default: int) -> int:
    text = os.environ.get(name, "").strip() or str(default)
    if not text.isdigit() or int(text) < 1:
        raise SystemExit(f"{name} must be a whole number of 1 or more, not “{text}”.")
    return int(text)


def cores() -> int:
    """The cores that this process may use, at most eight: each process holds the catalogue."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, 8)


def heartbeats(folder: Path) -> str | None:
    """The folder in memory if this user may write there, as not in every chroot; else gunicorn takes its own."""
    return str(folder) if os.access(folder, os.W_OK | os.X_OK) else None


_request_timeout = _number("REQUEST_TIMEOUT", 30)

bind = os.environ.get("BIND") or f"127.0.0.1:{_number('PORT', 8000)}"
workers = _number("WEB_WORKERS", cores())
worker_class = "gthread"
threads = _number("WEB_THREADS", 8)
# This one is about the process's heartbeat, once a second: a busy machine may miss a few; requests have the watchdog.
timeout = max(_request_timeout, 30)
graceful_timeout = _number("GRACEFUL_TIMEOUT", _request_timeout)
keepalive = 5
backlog = 512
limit_request_line = 8190
limit_request_fields = 60
# Heartbeats in memory: on a busy disk they would block, and the root file system may be read-only.
worker_tmp_dir = heartbeats(Path("/dev/shm"))  # noqa: S108
control_socket_disable = True
logger_class = "glutes.logs.GunicornLogger"
loglevel = (os.environ.get("LOG_LEVEL") or "info").lower()
accesslog = "-" if (os.environ.get("ACCESS_LOG") or "true").lower() in {"1", "true", "yes", "on"} else None
errorlog = "-"
proc_name = "glutes"
# The database gives up by itself, before the watchdog looks. Read by libpq; management commands are not limited.
_limits = {
    "statement_timeout": _request_timeout * 1000,
    "lock_timeout": _request_timeout * 500,
    "idle_in_transaction_session_timeout": _request_timeout * 2000,
}
_options = " ".join(f"-c {name}={milliseconds}" for name, milliseconds in _limits.items())
raw_env = [f"PGOPTIONS={os.environ.get('PGOPTIONS', '')} {_options}"]


def pre_fork(server: Any, worker: Any) -> None:
    """Give the new process a row of counters that no living one writes."""
    taken = (getattr(other, "metrics_row", 0) for other in server.WORKERS.values())
    worker.metrics_row = metrics.free_row(taken)


def post_fork(server: Any, worker: Any) -> None:
    """Count in the new row from here on."""
    metrics.registry.use_row(worker.metrics_row)


def post_worker_init(worker: Any) -> None:
    """Watch for requests that hang."""
    worker.watchdog = Watchdog(_request_timeout + 1, worker.log, lambda: _leave(worker))
    worker.watchdog.start()


def pre_request(worker: Any, req: Any) -> None:
    """A thread begins to answer."""
    worker.watchdog.began(req.path)


def post_request(worker: Any, req: Any, environ: dict[str, Any], resp: Any) -> None:
    """A thread has answered."""
    worker.watchdog.ended()


def worker_exit(server: Any, worker: Any) -> None:
    """Don't wait for a thread that hangs: Python would join it for ever."""
    unfinished = worker.watchdog.in_flight() if hasattr(worker, "watchdog") else 0
    if unfinished:
        worker.log.error("Left with %d requests unfinished.", unfinished)
        os._exit(1)


def _leave(worker: Any) -> None:
    """Take no new requests, give those in flight a moment, end."""
    worker.cfg.set("graceful_timeout", min(graceful_timeout, 5))
    os.kill(os.getpid(), signal.SIGTERM)
