"""/healthz says that the process lives, /readyz that it can answer."""

import json

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from conditions.catalogue.entry import CatalogueVersion


def test_ready_with_a_loaded_catalogue(db, client):
    response = client.get("/readyz", headers={"host": "10.0.0.7"})

    assert response.status_code == 200
    assert response.json()["catalogue"] == "ok"
    assert response["Cache-Control"] == "no-store"


def test_an_empty_catalogue_is_ready(db, client):
    CatalogueVersion.objects.update(number=0)

    assert client.get("/readyz").json()["catalogue"] == "empty"
    assert client.get("/readyz").status_code == 200


def test_a_migration_that_is_not_applied_is_not_ready(db, client):
    MigrationRecorder.Migration.objects.filter(app="conditions").latest("id").delete()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["migrations"] == "not applied"


def test_a_database_that_is_away_is_not_ready_but_alive(db, client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", away)
        response = client.get("/readyz")

    assert response.status_code == 503
    assert json.loads(response.content)["database"] == "away"
    assert client.get("/healthz").json() == {"status": "alive"}


@pytest.mark.parametrize(("given", "status"), [("", 404), ("Bearer wrong", 404), ("Bearer right-token", 200)])
def test_metrics_are_for_those_who_know_the_token(client, settings, given, status):
    settings.METRICS_TOKEN = "right-token"

    assert client.get("/metrics", headers={"authorization": given}).status_code == status


def test_metrics_are_off_without_a_token(client):
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404
