"""/healthz, /readyz and /metrics: for machines, whatever host name they use.

Before the host check and the redirect to HTTPS, since a load balancer asks by address.
"""

import hmac
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from glutes import metrics
from glutes.database_away import AWAY
from glutes.replica_monitor import PRIMARY, monitor, replica_aliases


def _answer(content: dict[str, Any], status: int = 200) -> HttpResponse:
    response = HttpResponse(json.dumps(content) + "\n", status=status, content_type="application/json")
    response["Cache-Control"] = "no-store"
    return response


def healthz() -> HttpResponse:
    """200 while the process answers; asks nothing of the database."""
    return _answer({"status": "alive"})


def readiness() -> dict[str, str]:
    """What is checked, each “ok” or what is wrong in words that tell an outsider nothing."""
    found = {"database": "ok", "migrations": "ok", "catalogue": "ok"}
    try:
        connection = connections["default"]
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            found["migrations"] = "not applied"
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM conditions_catalogueversion")
            row = cursor.fetchone()
        found["catalogue"] = "ok" if row and row[0] else "empty"
    except AWAY:
        found["database"] = "away"
        found["migrations"] = found["catalogue"] = "unknown"
    except Exception:  # a table that is not there yet, whatever the driver calls it
        found["catalogue"] = "not readable"
    return found


def readyz() -> HttpResponse:
    """200 when requests can be answered, else 503 with what is missing.

    An empty catalogue is ready: a new site has one.
    """
    found = readiness()
    ready = all(value in {"ok", "empty"} for value in found.values())
    if found["database"] == "away" and replica_aliases() and monitor().usable():
        found["database"], ready = "read only", True
    return _answer({"status": "ready" if ready else "not ready", **found}, 200 if ready else 503)


def metrics_page(request: HttpRequest) -> HttpResponse:
    """The counters, for those who know METRICS_TOKEN; else 404."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given, settings.METRICS_TOKEN.encode()):
        return HttpResponse("Not found.\n", status=404, content_type="text/plain")
    lines = [*metrics.registry.lines(), *database_lines()]
    return HttpResponse(
        "".join(f"{line}\n" for line in lines),
        content_type="text/plain; version=0.0.4; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )


def database_lines() -> Iterator[str]:
    """Which databases are used, and how far behind the replicas are, in Prometheus's text format."""
    if not replica_aliases():
        return
    usable, lag = monitor().usable(), monitor().lag()
    yield "# HELP glutes_database_usable Whether requests go to this database now."
    yield "# TYPE glutes_database_usable gauge"
    yield f'glutes_database_usable{{database="{PRIMARY}"}} {int(not monitor().primary_is_away())}'
    for alias in replica_aliases():
        yield f'glutes_database_usable{{database="{alias}"}} {int(alias in usable)}'
    yield "# HELP glutes_replica_lag_seconds How long ago the primary was where the replica is."
    yield "# TYPE glutes_replica_lag_seconds gauge"
    for alias, seconds in lag.items():
        yield f'glutes_replica_lag_seconds{{database="{alias}"}} {seconds:.3f}'


class HealthMiddleware:
    """Answers the three addresses and passes everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match request.path_info:
            case "/healthz":
                return healthz()
            case "/readyz":
                return readyz()
            case "/metrics":
                return metrics_page(request)
        return self.get_response(request)
