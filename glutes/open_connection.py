"""Whether a kept connection still leads to its server, asked without a question to the server.

Django's own check sends SELECT 1 before the first query of each request: for a page that
costs one small query, half of what it asks the database. A server that ended or was killed
has closed the socket, which the kernel tells at once; one that is cut off in silence is not
noticed by SELECT 1 sooner than by the query itself.
"""

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base


def is_open(connection: "psycopg.Connection[Any]") -> bool:
    """Whether the socket of an idle connection is quiet; what can be read there is the server's good-bye."""
    if connection.closed:
        return False
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return not waiting.poll(0)


def check(connection: "psycopg.Connection[Any]") -> None:
    """Raises OperationalError for a connection that is not open; closes it first."""
    if not is_open(connection):
        # The pool looks at the connection's own state and would hand it out again.
        connection.close()
        raise psycopg.OperationalError("The server has closed the connection.")


class OpenConnectionMixin(base.DatabaseWrapper):
    """Django's PostgreSQL backend with that check, for connections of a thread and those of a pool."""

    def is_usable(self) -> bool:
        """Asks the server only after an error, when more than the socket may be wrong."""
        if self.connection is None:
            return False
        return super().is_usable() if self.errors_occurred else is_open(self.connection)

    @property
    def pool(self) -> Any:
        """The pool of this process; it has no public way to be given another check by Django."""
        found = super().pool
        if found is not None:
            found._check = check
        return found
