"""`make serve`: production mode on this machine, as its operators see it."""

import json
import os
import signal
import subprocess
import sys

import pytest

from tests.production.server import PRODUCTION, SERVE, free_port, running, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serve")]
TYPED = "zaubernuss"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serve")
    for parent in (folder, folder.parent, folder.parent.parent):
        parent.chmod(0o755)
    environment = {
        **PRODUCTION,
        "VAR_DIR": str(folder / "var"),
        "METRICS_TOKEN": "a-token-for-metrics",
        "DATABASE_URL": "",
    }
    with running(SERVE, folder / "log", free_port(), **environment) as server:
        yield server


def records(server):
    return [json.loads(line) for line in server.lines() if line.startswith("{")]


def test_serves_pages_and_hashed_brotli_files(served):
    page = served.ask("/")
    style = page.text.split('href="/static/css/')[1].split('"')[0]

    file = served.ask(f"/static/css/{style}", Accept_Encoding="br")

    assert page.status == 200
    assert file.status == 200
    assert file.headers["content-encoding"] == "br"
    assert "immutable" in file.headers["cache-control"]


def test_ready_and_alive_whatever_the_host_name(served):
    ready = served.ask("/readyz", Host="10.1.2.3")

    assert ready.status == 200
    assert json.loads(ready.text) == {
        "status": "ready",
        "database": "ok",
        "migrations": "ok",
        "catalogue": "ok",
    }
    assert served.ask("/healthz", Host="10.1.2.3").status == 200
    assert served.ask("/", Host="10.1.2.3").status == 400


def test_every_log_line_is_json_and_none_holds_what_was_typed(served):
    served.ask(f"/?q={TYPED}")
    served.ask(f"/nowhere/{'x' * 10}?q={TYPED}", Referer=f"http://127.0.0.1/conditions/?q={TYPED}")
    served.ask(f"/conditions/?sign={TYPED}&page=abc")
    number = served.ask(f"/healthz?q={TYPED}").headers["x-request-id"]
    served.ask(f"/?q={TYPED}", Host=f"evil.example?{TYPED}={TYPED}")

    found = wait_until(lambda: [r for r in records(served) if r.get("request_id") == number])

    assert found[0]["path"] == "/healthz"
    assert found[0]["status"] == 200
    assert not [line for line in served.lines() if TYPED in line]
    _, _, after_start = served.log.read_text().partition("Superuser ")
    others = [line for line in after_start.splitlines()[1:] if not line.startswith("{")]
    assert [line for line in others if not line.startswith("Serving ")] == []


def test_metrics_add_up_over_processes(served):
    for _ in range(20):
        served.ask("/healthz")
    token = {"Authorization": "Bearer a-token-for-metrics"}

    text = served.ask("/metrics", **token).text

    total = sum(
        int(line.split()[1]) for line in text.splitlines() if line.startswith("glutes_requests_total")
    )
    assert total >= 20
    assert 'glutes_request_seconds_bucket{kind="other",le="+Inf"}' in text
    assert served.ask("/metrics").status == 404


def test_reload_drops_no_request(served):
    before = {r["message"] for r in records(served) if "Booting worker" in r.get("message", "")}

    os.kill(served.process.pid, signal.SIGHUP)
    statuses = []

    def reloaded():
        statuses.append(served.ask("/healthz").status)
        booted = {r["message"] for r in records(served) if "Booting worker" in r.get("message", "")}
        gone = [r for r in records(served) if "Worker exiting" in r.get("message", "")]
        return len(booted - before) >= 2 and len(gone) >= 2

    wait_until(reloaded, what="the reload")
    assert set(statuses) == {200}


def test_production_without_key_and_hosts_says_what_is_missing(tmp_path):
    environment = {**os.environ, "PRODUCTION": "true", "VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "SECRET_KEY must be set in production" in done.stderr
    assert "KEEP_SECRET_KEY=true" in done.stderr
