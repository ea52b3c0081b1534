"""Sheets made ahead: who reads a page may print it, so its sheets are set while it is read.

One thread of low priority in each process sets what it is given, one sheet after the
other; Typst works without Python's lock, so requests go on. What is kept already costs
nothing, and more than a few waiting is dropped: a reader who comes first sets his own.
"""

import atexit
import logging
import os
import queue
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress

from conditions.sheets.handout import NoHandout
from conditions.sheets.printed import Printing, printed

WAITING = 40
LEAST_PRIORITY = 19
PATIENCE = 3.0  # seconds that the end of the process waits for the sheet in hand
logger = logging.getLogger(__name__)


class Ahead:
    """A queue of printings and the thread that empties it; the thread starts with the first printing."""

    def __init__(self, waiting: int = WAITING) -> None:
        self._waiting: queue.Queue[Printing | None] = queue.Queue(waiting)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(self, printings: Iterable[Printing]) -> None:
        """Have these set soon; returns at once."""
        with suppress(queue.Full):
            for printing in printings:
                self._waiting.put_nowait(printing)
        with self._lock:
            # A forked process has the object and not the thread.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="sheets-ahead", daemon=True)
                self._thread.start()
                atexit.register(self._end, self._thread)

    def finish(self) -> None:
        """Wait until all that was asked for is set."""
        self._waiting.join()

    def _end(self, thread: threading.Thread) -> None:
        """A thread that comes out of Typst when Python is gone would bring the process down."""
        with suppress(queue.Empty):
            while True:
                self._waiting.get_nowait()
        with suppress(queue.Full):
            self._waiting.put_nowait(None)
        thread.join(PATIENCE)

    def _work(self) -> None:
        if sys.platform == "linux":  # there a priority is that of one thread
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LEAST_PRIORITY)
        while (printing := self._waiting.get()) is not None:
            try:
                printed(printing)
            except NoHandout:
                pass
            except Exception:  # the reader who asks for it will see the error
                logger.exception("A sheet could not be made ahead.")
            finally:
                self._waiting.task_done()


ahead = Ahead()
