"""Publish scheduled reviews when their time comes, from a thread of the process that watches the server.

Several of these may run, on several machines: each publication locks its review, so it happens once.
"""

import logging
import threading
from types import TracebackType

from django.db import DatabaseError, connection

from conditions.editorial.review.publication import publish_due
from glutes.database_away import AWAY

SECONDS = 30
logger = logging.getLogger(__name__)


class DueTimer:
    """`with DueTimer():` looks every half minute until the block ends."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._told: set[tuple[int | None, str]] = set()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self.run, name="due publications", daemon=True)

    def __enter__(self) -> "DueTimer":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join(timeout=10)

    def run(self) -> None:
        """Look, and look again after a while, until the end."""
        while True:
            self.turn()
            connection.close()
            if self._ended.wait(self.seconds):
                return

    def turn(self) -> None:
        """Publish what is due. What can't be published is logged once, not at every turn; so is a database away."""
        try:
            found: list[tuple[int | None, str, bool]]
            found = [(o.review.pk, str(o.edition or o.problem), bool(o.edition)) for o in publish_due()]
        except (DatabaseError, *AWAY) as away:
            found = [(None, f"The database is away: {away.__class__.__name__}", False)]
        for pk, said, published in found:
            if published:
                logger.info("Published at its set time: %s", said)
            elif (pk, said) not in self._told:
                logger.error("Scheduled publication failed, review %s: %s", pk, said)
        self._told = {(pk, said) for pk, said, published in found if not published}
