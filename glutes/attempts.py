"""Django's default cache: attempts to log in and codes that were used, in one table for all processes.

allauth counts here; in a cache of each process an attacker would have the limit once
for each, and a code that one process took could be used again at another. Values are
JSON, not pickles: whoever can write to the database must not be able to run code.
"""

import json
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import DEFAULT_DB_ALIAS, connections

# Made by a migration of `conditions`.
TABLE = "glutes_attempt"
# allauth forgets a used code after one period, but with a tolerance of one it is good for three.
USED_CODE = "mfa.totp.used"
CODE_PERIODS = 1 + 2 * 1
# An endless interval would do, but only PostgreSQL 17 and later know one.
EXPIRES = "COALESCE(now() + %s::interval, 'infinity')"


class AttemptsCache(BaseCache):
    """A cache in the primary database; what has run out is deleted at the next write."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default once it has run out."""
        rows = self._run(
            f"SELECT value FROM {TABLE} WHERE cache_key = %s AND expires > now()",  # noqa: S608 - our own name
            [self._key(key, version)],
        )
        return json.loads(rows[0][0]) if rows else default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep the value for `timeout` seconds; None is for good."""
        self._run(f"DELETE FROM {TABLE} WHERE expires < now()")  # noqa: S608
        self._write("TRUE", key, value, timeout, version)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep the value if there is none; of two at once one is told False."""
        if USED_CODE in key and isinstance(timeout, int):
            timeout *= CODE_PERIODS
        return self._write(f"{TABLE}.expires <= now()", key, value, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Let a value live on."""
        sql = f"UPDATE {TABLE} SET expires = {EXPIRES} WHERE cache_key = %s AND expires > now() RETURNING 1"  # noqa: S608
        return bool(self._run(sql, [self._seconds(timeout), self._key(key, version)]))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value; whether there was one."""
        sql = f"DELETE FROM {TABLE} WHERE cache_key = %s RETURNING 1"  # noqa: S608
        return bool(self._run(sql, [self._key(key, version)]))

    def clear(self) -> None:
        """Forget everything."""
        self._run(f"DELETE FROM {TABLE}")  # noqa: S608

    def _write(self, where: str, key: str, value: Any, timeout: Any, version: int | None) -> bool:
        sql = (
            f"INSERT INTO {TABLE} (cache_key, value, expires) VALUES (%s, %s, {EXPIRES}) "  # noqa: S608
            "ON CONFLICT (cache_key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires "
            f"WHERE {where} RETURNING 1"
        )
        return bool(self._run(sql, [self._key(key, version), json.dumps(value), self._seconds(timeout)]))

    def _key(self, key: str, version: int | None) -> str:
        return str(self.make_and_validate_key(key, version=version))

    def _seconds(self, timeout: Any) -> str | None:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return None if seconds is None else f"{float(seconds)} seconds"

    @staticmethod
    def _run(sql: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(sql, parameters or [])
            return cursor.fetchall() if cursor.description else []
