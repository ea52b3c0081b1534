"""Watches the primary and its replicas from threads of its own, so that no request waits to find out."""

import logging
import random
import threading
import time
from functools import cache
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

from glutes.replica_lag import Sight, Timeline, usable

PRIMARY = "default"
CHECK_SECONDS = 0.5
STALE_SECONDS = 4.0  # a server that hangs does not answer its check either
POSITION = """SELECT pg_is_in_recovery(), (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
    ELSE pg_current_wal_lsn() END - '0/0')::bigint"""
_making = threading.Lock()
logger = logging.getLogger(__name__)


def replica_aliases() -> list[str]:
    """The aliases of the replicas in DATABASES."""
    return [alias for alias in settings.DATABASES if alias.startswith("replica")]


class Monitor:
    """What is known of each database, and which replica to read from."""

    def __init__(self, replicas: list[str], max_lag: float) -> None:
        self.replicas = replicas
        self.max_lag = max_lag
        self._sights: dict[str, Sight] = {}
        # Twice as far back as a replica may lag: what is further behind must be told from it.
        self._timeline = Timeline(max(600, int(2 * max_lag / CHECK_SECONDS)))
        self._lock = threading.Lock()
        self._asked = {alias: threading.Event() for alias in (PRIMARY, *replicas)}

    def start(self) -> "Monitor":
        """Begin to watch, and wait a moment for the first answers."""
        for alias in self._asked:
            threading.Thread(target=self._watch, args=(alias,), name=f"watch-{alias}", daemon=True).start()
        end = time.monotonic() + STALE_SECONDS / 2
        for asked in self._asked.values():
            asked.wait(max(0.0, end - time.monotonic()))
        return self

    def _watch(self, alias: str) -> None:
        connection: psycopg.Connection | None = None
        while True:
            try:
                if connection is None:
                    connection = psycopg.connect(**_parameters(alias), autocommit=True)
                row = connection.execute(POSITION).fetchone()
                self._saw(alias, Sight(time.monotonic(), True, int(row[1] or 0), row[0]))  # type: ignore[index]
            except psycopg.Error:
                if connection is not None:
                    connection.close()
                    connection = None
                self._saw(alias, Sight(time.monotonic(), False))
            self._asked[alias].set()
            time.sleep(CHECK_SECONDS)

    def _saw(self, alias: str, sight: Sight) -> None:
        with self._lock:
            before = self._sights.get(alias)
            self._sights[alias] = sight
            if alias == PRIMARY and sight.alive and not sight.in_recovery:
                self._timeline.add(sight.at, sight.position)
        if before is None or before.alive != sight.alive:
            logger.warning("Database %s is %s.", alias, "there" if sight.alive else "away")

    def failed(self, alias: str) -> None:
        """A request could not use it: leave it out until it answers its next check."""
        self._saw(alias, Sight(time.monotonic(), False))

    def _fresh(self, alias: str, now: float) -> Sight | None:
        sight = self._sights.get(alias)
        if sight is None:
            return None
        return sight if now - sight.at <= STALE_SECONDS else Sight(sight.at, False, sight.position)

    def primary_is_away(self) -> bool:
        """Whether the primary did not answer its last check."""
        sight = self._fresh(PRIMARY, time.monotonic())
        return sight is not None and not sight.alive

    def usable(self) -> list[str]:
        """The replicas to read from now."""
        now = time.monotonic()
        with self._lock:
            found = {alias: self._fresh(alias, now) for alias in self.replicas}
            known = {alias: sight for alias, sight in found.items() if sight is not None}
            return usable(known, self._fresh(PRIMARY, now), self._timeline, now=now, max_lag=self.max_lag)

    def lag(self) -> dict[str, float]:
        """Seconds behind, of each replica that answers."""
        now = time.monotonic()
        with self._lock:
            return {
                alias: self._timeline.behind(sight.position, now)
                for alias in self.replicas
                if (sight := self._sights.get(alias)) is not None and sight.alive
            }

    def choose(self) -> str:
        """A usable replica at random, else the primary."""
        found = self.usable()
        return random.choice(found) if found else PRIMARY  # noqa: S311 - spreads load, keeps no secret


def _parameters(alias: str) -> dict[str, Any]:
    database = connections[alias].settings_dict
    options = {k: v for k, v in database["OPTIONS"].items() if k not in {"pool", "options"}}
    given = {
        "dbname": database["NAME"],
        "user": database["USER"],
        "password": database["PASSWORD"],
        "host": database["HOST"],
        "port": database["PORT"],
    }
    limits = {"connect_timeout": 2, "options": "-c statement_timeout=2000"}
    return {**options, **{k: v for k, v in given.items() if v}, **limits}


@cache
def _monitor() -> Monitor:
    return Monitor(replica_aliases(), settings.REPLICA_MAX_LAG_SECONDS).start()


def monitor() -> Monitor:
    """The monitor of this process; started by whoever asks first, once."""
    with _making:
        return _monitor()
