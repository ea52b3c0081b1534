"""`manage.py run` takes an empty folder to a served page, and stops without a trace."""

import os
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("run")]
PAGE = "conditions/greater-trochanteric-pain-syndrome/"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def running(var_dir):
    """The product as `make run` starts it, on a port of its own."""
    port = free_port()
    environment = {**os.environ, "VAR_DIR": str(var_dir), "PORT": str(port)}
    environment.pop("DATABASE_URL", None)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    process.printed = read_until(process, "Serving")
    process.address = f"http://127.0.0.1:{port}/"
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)


def read_until(process, word, seconds=120):
    """Everything printed up to the line with the word; a process that hangs is killed."""
    watchdog = threading.Timer(seconds, process.kill)
    watchdog.start()
    text = ""
    for line in process.stdout:
        text += line
        if word in line:
            watchdog.cancel()
            return text
    watchdog.cancel()
    raise AssertionError(f"“{word}” did not come; printed:\n{text}")


def get(address, tries=100):
    """The page, once the server listens."""
    for attempt in range(tries):
        try:
            with urllib.request.urlopen(address, timeout=60) as response:  # noqa: S310
                return response.status, response.read().decode()
        except (urllib.error.URLError, ConnectionError):
            if attempt == tries - 1:
                raise
            select.select([], [], [], 0.1)
    return None


def postgres_of(var_dir):
    return [
        p
        for p in psutil.process_iter(["name", "cmdline"])
        if p.info["name"] == "postgres" and str(var_dir / "postgres") in (p.info["cmdline"] or [])
    ]


def open_to_the_server(folder):
    """As root the database runs as another user, which must reach the folder."""
    for parent in (folder, *folder.parents):
        if parent.stat().st_uid == os.geteuid() and (parent == folder or parent.name.startswith("pytest")):
            parent.chmod(0o755)
    return folder


@dataclass
class FirstRun:
    """What the first start from an empty folder printed and served, and the folder as it left it."""

    var_dir: Path
    printed: str
    status: int
    page: str
    exit_status: int


@pytest.fixture(scope="module")
def first_run(tmp_path_factory):
    folder = open_to_the_server(tmp_path_factory.mktemp("run"))
    with running(folder) as first:
        status, page = get(first.address + PAGE)
        first.send_signal(signal.SIGINT)
        exit_status = first.wait(timeout=60)
    return FirstRun(folder, first.printed, status, page, exit_status)


@pytest.fixture
def var_dir(first_run, tmp_path_factory):
    """A copy of what the first start made: a test that needs content need not load it again."""
    folder = open_to_the_server(tmp_path_factory.mktemp("copy"))
    subprocess.run(["cp", "-a", f"{first_run.var_dir}/.", str(folder)], check=True)
    return folder


def test_the_first_run_serves_and_stops_cleanly(first_run):
    assert first_run.status == 200
    assert "Greater trochanteric pain syndrome" in first_run.page
    assert 'id="ref-1"' in first_run.page
    assert re.search(r"password: \S{12,} \(shown this once\)", first_run.printed)
    assert first_run.exit_status == 0
    assert postgres_of(first_run.var_dir) == []


def test_the_next_run_keeps_edits(var_dir):
    edit = """
from conditions.models import Condition, Review
from tests.admin.test_permissions import make_review
review = make_review('approved', 'hip-pointer')
Review.objects.update(publish_at='2026-01-01T00:00Z', published_by=review.requested_by)
Condition.objects.update(summary='Edited by hand.')
"""
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", edit],
        env={**os.environ, "VAR_DIR": str(var_dir)},
        check=True,
        capture_output=True,
    )

    with running(var_dir) as second:
        assert "nothing loaded" in second.printed
        assert "password" not in second.printed
        # What was approved for a time that has come is published without anybody doing anything.
        status, page = get(second.address + "conditions/hip-pointer/e/2/")
        assert (status, "New." in page) == (200, True)
        second.terminate()
        second.wait(timeout=60)
    assert postgres_of(var_dir) == []
    count = "from conditions.models import Condition; print(Condition.objects.filter(summary='Edited by hand.').count())"
    shown = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", count],
        env={**os.environ, "VAR_DIR": str(var_dir)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert shown.stdout.strip() == "20"


def test_a_crash_of_the_database_or_the_server_leaves_a_database_that_starts_again(var_dir):
    with running(var_dir) as first:
        get(first.address + PAGE)
        for process in postgres_of(var_dir):
            process.kill()
        # The connection that the thread kept is found broken, and the next one starts the server again.
        status, _ = get(first.address + PAGE)
        assert status == 200
        first.terminate()
        first.wait(timeout=60)
    assert postgres_of(var_dir) == []

    with running(var_dir) as first:
        get(first.address + PAGE)
        children = psutil.Process(first.pid).children(recursive=True)
        first.kill()
        for child in children:
            child.kill()
        first.wait()

    with running(var_dir) as second:
        status, _ = get(second.address + PAGE)
        assert status == 200


def test_two_instances_run_side_by_side(first_run, var_dir):
    other = first_run.var_dir
    with running(var_dir) as one, running(other) as two:
        assert get(one.address)[0] == 200
        assert get(two.address)[0] == 200


def test_a_taken_port_is_a_sentence(var_dir):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [sys.executable, "manage.py", "run"],
            env={**os.environ, "VAR_DIR": str(var_dir), "PORT": str(taken.getsockname()[1])},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "is taken by another program" in done.stderr
