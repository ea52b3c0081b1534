"""A kept connection is found broken without a question to the server."""

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from glutes.open_connection import check, is_open
from tests.processes import database_url
from tests.production.test_upgrade import connect


@pytest.mark.django_db
def test_a_connection_whose_server_process_ended_is_not_open():
    with connect(database_url()) as kept, connect(database_url()) as other:
        assert is_open(kept)
        kept.execute("SELECT 1").fetchone()
        assert is_open(kept)

        other.execute("SELECT pg_terminate_backend(%s)", [kept.info.backend_pid])
        other.execute("SELECT pg_stat_clear_snapshot()")
        while other.execute(
            "SELECT 1 FROM pg_stat_activity WHERE pid = %s", [kept.info.backend_pid]
        ).fetchone():
            other.execute("SELECT pg_stat_clear_snapshot()")

        assert not is_open(kept)
        with pytest.raises(psycopg.OperationalError, match="has closed the connection"):
            check(kept)
        assert kept.closed  # or the pool would hand it out again


@pytest.mark.django_db
def test_the_check_before_a_request_asks_the_server_nothing_until_something_went_wrong():
    asked = []
    connection.ensure_connection()
    kept = connection.connection.execute
    try:
        connection.connection.execute = lambda *args: asked.append(args) or kept(*args)
        with CaptureQueriesContext(connection) as queries:
            assert connection.is_usable()
        assert (asked, len(queries)) == ([], 0)

        connection.errors_occurred = True
        assert connection.is_usable()
    finally:
        connection.errors_occurred = False
        del connection.connection.execute
