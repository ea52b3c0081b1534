"""Migrations go forwards and backwards."""

import pytest
from django.core.management import call_command
from django.db import connection

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("migrations"),
]


def test_all_migrations_of_the_app_go_back_and_forth():
    try:
        call_command("migrate", "conditions", "zero", verbosity=0)
        left = [name for name in connection.introspection.table_names() if name.startswith("conditions_")]
        assert left == []
    finally:
        call_command("migrate", verbosity=0)

    assert "conditions_edition" in connection.introspection.table_names()
