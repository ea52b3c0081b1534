"""A database that is away is a 503 page with Retry-After."""

import pytest
from django.db import OperationalError
from django.test import Client
from psycopg_pool import PoolTimeout

from conditions.catalogue import read


@pytest.mark.parametrize("error", [OperationalError("connection refused"), PoolTimeout("no connection")])
def test_lost_database_is_503_with_retry_after(db, client, monkeypatch, error):
    def away(slug):
        raise error

    monkeypatch.setattr(read, "condition", away)

    response = client.get("/conditions/hip-pointer/")

    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert response["Cache-Control"] == "no-store"
    assert "Try again in 10 seconds" in response.content.decode()


def test_other_errors_are_500_without_a_stack_trace(db, monkeypatch):
    def broken(slug):
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(read, "condition", broken)

    response = Client(raise_request_exception=False).get("/conditions/hip-pointer/")

    assert response.status_code == 500
    assert "a secret detail" not in response.content.decode()
    assert "Something went wrong" in response.content.decode()
