"""What every test has: the published content pack in the database, loaded once a run.

A test with `db` runs in a transaction over the pack. `empty` takes the content out
for one test. After a test that commits (`live_server`, `transactional_db`) the pack
is put back row by row as it was.
"""

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tests import pack_database
from tests.browser import (  # noqa: F401
    base_url,
    browser_context_args,
    browser_type_launch_args,
    reader_server,
    visit,
)
from tests.content import Snapshot, content_tables


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: a test that runs beside the browser's event loop gets a database connection of its
    own (asgiref keeps them apart), which would be left open when the loop ends before the run does."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_test_environment, django_db_blocker):
    """The test database is a copy of one that holds the pack."""
    with django_db_blocker.unblock():
        pack_database.use_copies()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """Make the test database and remember the rows of the pack.

    pytest-django makes one only where a test carries its mark; a browser test of one file run alone does not.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
        Snapshot.take()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def _pack_is_there(request, django_db_blocker):
    """Before a test that commits, put back what the test before it flushed."""
    if request.node.get_closest_marker("django_db") or {
        "db",
        "transactional_db",
        "live_server",
        "visit",
    } & set(request.fixturenames):
        request.getfixturevalue("django_db_setup")
        with django_db_blocker.unblock():
            Snapshot.restore_if_flushed()


@pytest.fixture
def empty(db):
    """A database without content; the transaction brings it back."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(content_tables())} CASCADE")
