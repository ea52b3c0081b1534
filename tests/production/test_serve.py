"""`make serve`: production mode on this machine, as its operators see it."""

import itertools
import json
import os
import signal
import subprocess
import sys

import psycopg
import pytest

from tests.production.server import PRODUCTION, SERVE, free_port, running, wait_until
from tests.production.small_disk import Disk, on_small_disk, refused
from tests.production.test_replicas import PUBLISH, Readers, Web, manage, posted

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serve")]
TYPED = "zaubernuss"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serve")
    for parent in (folder, folder.parent, folder.parent.parent):
        parent.chmod(0o755)
    disk = folder / "disk"
    disk.mkdir()
    environment = {
        **PRODUCTION,
        "VAR_DIR": str(disk / "var"),
        "METRICS_TOKEN": "a-token-for-metrics",
        "DATABASE_URL": "",
    }
    with running(on_small_disk(SERVE, disk), folder / "log", free_port(), **environment) as server:
        server.disk = Disk(server, disk)
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

    def reloaded():
        booted = {r["message"] for r in records(served) if "Booting worker" in r.get("message", "")}
        gone = [r for r in records(served) if "Worker exiting" in r.get("message", "")]
        return len(booted - before) >= 2 and len(gone) >= 2

    # Pages that ask the database, from many readers at once: the first requests of a new process come together.
    with Readers(Web([served]), threads=8) as readers:
        readers.more(20)
        os.kill(served.process.pid, signal.SIGHUP)
        wait_until(reloaded, what="the reload")
        readers.more(40)
    assert readers.failures == []
    assert set(readers.got) == {200}


def test_production_without_key_and_hosts_says_what_is_missing(tmp_path):
    environment = {**os.environ, "PRODUCTION": "true", "VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "SECRET_KEY must be set in production" in done.stderr
    assert "KEEP_SECRET_KEY=true" in done.stderr


def test_a_full_disk_keeps_readers_reading_and_loses_nothing(served):
    assert not refused(), refused()
    socket = served.disk.folder / "var" / "postgres"
    url = f"postgres://postgres@/glutes?host={socket}"
    kept, fresh = "/conditions/hip-pointer/", "/conditions/meralgia-paraesthetica/"
    form = served.ask("/accounts/login/")
    assert served.ask(kept).status == 200
    before = published(socket)
    served.disk.fill()

    # Rows have no space left: who writes is told, who reads notices nothing.
    answers = [served.ask("/accounts/login/", "POST", **posted(form)) for _ in range(3)]
    publishing = manage("shell", "-v", "0", "-c", PUBLISH, url=url)
    assert {answer.status for answer in answers} == {507}
    assert "disk is full" in answers[0].text
    assert answers[0].headers["retry-after"] == "10"
    assert "No space left on device" in publishing.stderr
    assert served.ask(kept).status == served.ask(fresh).status == served.ask("/readyz").status == 200
    assert published(socket) == before

    # The log of the database has none either: it stops, and can't recover until there is space.
    stop_by_full_log(socket)
    wait_until(lambda: served.ask("/findings/").status == 507, what="the sentence about the disk")
    for _ in range(4):
        last = served.ask(kept)
        assert last.status in {200, 507}  # each process has the copies that it made itself
        assert last.status == 507 or last.headers["warning"].startswith("111")
    assert served.ask("/healthz").status == 200
    assert served.ask("/readyz").status == 503

    served.disk.make_space()
    wait_until(lambda: served.ask("/readyz").status == 200, what="the database after its recovery")
    assert served.ask("/accounts/login/", "POST", **posted(form)).status == 200
    assert published(socket) == before
    assert manage("shell", "-v", "0", "-c", PUBLISH, url=url).returncode == 0
    assert manage("verify_editions", url=url).returncode == 0
    assert [r for r in records(served) if r.get("status") == 500] == []


def published(socket):
    with psycopg.connect(host=str(socket), user="postgres", dbname="glutes") as connection:
        return connection.execute(
            "SELECT slug, number, sha256 FROM conditions_edition ORDER BY 1, 2"
        ).fetchall()


def stop_by_full_log(socket):
    with psycopg.connect(host=str(socket), user="postgres", dbname="glutes", autocommit=True) as connection:
        write = "SELECT pg_logical_emit_message(true, 'test', repeat('x', 100000)), pg_switch_wal()"
        with pytest.raises(psycopg.OperationalError, match="No space left on device"):
            list(map(connection.execute, itertools.repeat(write, 40)))
