"""Requests that take too long: logged with the place where they are, and their process replaced.

A thread can't be stopped from outside. The database gives up by itself after
`REQUEST_TIMEOUT` (statement_timeout); what hangs elsewhere holds a thread, so the
process leaves: it takes no new requests, the others are finished, and gunicorn starts
a new one.
"""

import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

from glutes import metrics


class Watchdog:
    """Knows the requests in flight in this process, and since when."""

    def __init__(self, limit: float, log: Any, leave: Callable[[], None]) -> None:
        self.limit = limit
        self.log = log
        self._leave = leave
        self._since: dict[int, tuple[float, str]] = {}

    def began(self, path: str) -> None:
        """This thread answers a request."""
        self._since[threading.get_ident()] = (time.monotonic(), path)

    def ended(self) -> None:
        """This thread is done."""
        self._since.pop(threading.get_ident(), None)

    def in_flight(self) -> int:
        """How many requests are being answered."""
        return len(self._since)

    def overdue(self, now: float) -> list[tuple[int, str]]:
        """Threads over the limit, with the path that they answer."""
        return [(t, path) for t, (since, path) in list(self._since.items()) if now - since > self.limit]

    def run(self) -> None:
        """Look every second until one is overdue; then say where it is and leave."""
        while True:
            time.sleep(min(1.0, self.limit / 4))
            late = self.overdue(time.monotonic())
            if late:
                for thread, path in late:
                    self._report(thread, path)
                self._leave()
                return

    def _report(self, thread: int, path: str) -> None:
        metrics.registry.timed_out()
        frame = sys._current_frames().get(thread)
        where = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_stack(frame)[-12:]]
        self.log.error("Over %s seconds, process is replaced: %s at %s", self.limit, path, " < ".join(where))

    def start(self) -> None:
        """Watch from a thread that does not keep the process alive."""
        threading.Thread(target=self.run, name="watchdog", daemon=True).start()
