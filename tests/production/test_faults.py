"""Kill whatever takes part in a publication, at random points, two hundred times: nothing is lost or half-made."""

import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress

import psutil
import psycopg
import pytest

from tests.production.server import GUNICORN, PRODUCTION, ask, free_port, running, wait_until

# The run's database is where the pack is copied from; the tests themselves use servers of their own.
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("faults")]
SEED = 20261125
PUBLISHERS, BACKENDS, SERVERS, WORKERS = 145, 25, 10, 20
BROKEN_CHAIN = """
SELECT slug, number FROM (
    SELECT *, lag(sha256) OVER of_slug AS before, lag(number) OVER of_slug AS number_before
    FROM conditions_edition WINDOW of_slug AS (PARTITION BY slug ORDER BY number)) AS edition
WHERE number <> coalesce(number_before, 0) + 1 OR previous_sha256 <> coalesce(before, '')
"""
DISAGREES = """
SELECT entry.slug FROM conditions_conditionentry AS entry
LEFT JOIN LATERAL (SELECT number, sha256, body FROM conditions_edition
    WHERE slug = entry.slug ORDER BY number DESC LIMIT 1) AS newest ON true
WHERE (newest.number, newest.sha256, newest.body) IS DISTINCT FROM (entry.edition, entry.sha256, entry.body)
"""


class Publisher:
    """Children that publish, one after another, and what they said was committed."""

    def __init__(self, url):
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "DATABASE_REPLICA_URLS": "",
            "DATABASE_POOL_MIN": "0",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.production.publisher"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.published = set()
        self.child = None
        self._said = threading.Condition()
        self._ended = self._ready = False
        threading.Thread(target=self._listen, daemon=True).start()
        self.wait(lambda: self._ready, 120)

    def _listen(self):
        for line in self.process.stdout:
            word, *rest = line.split()
            with self._said:
                if word == "published":
                    self.published.add((rest[0], int(rest[1]), rest[2]))
                elif word == "child":
                    self.child = int(rest[0])
                elif word == "ended":
                    self._ended = True
                elif word == "ready":
                    self._ready = True
                self._said.notify_all()

    def wait(self, condition, seconds=60):
        with self._said:
            assert self._said.wait_for(condition, seconds), "the publisher hangs"

    def go(self, seed):
        self._ended, self.child = False, None
        self.process.stdin.write(f"go {seed}\n")
        self.process.stdin.flush()
        self.wait(lambda: self.child is not None)

    def ended(self):
        self.wait(lambda: self._ended)

    def close(self):
        if self.child:
            with suppress(ProcessLookupError):
                os.kill(self.child, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


@contextmanager
def publisher(node):
    made = Publisher(node.url())
    try:
        yield made
    finally:
        made.close()


def pause(pick, most):
    """Let them run to a random point."""
    threading.Event().wait(pick.uniform(0.0, most))


def time_of_a_publication(working):
    """Seconds, on this machine as it is now: kills are spread over the first few publications of a child."""
    working.go(SEED)
    working.wait(lambda: len(working.published) >= 2)
    began = time.monotonic()
    working.wait(lambda: len(working.published) >= 7)
    os.kill(working.child, signal.SIGKILL)
    working.ended()
    return (time.monotonic() - began) / 5


def backend_of_child(node):
    """The server process that works for the publisher, or None when it has not connected yet."""
    with node.connect() as connection:
        row = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = 'glutes' AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend' LIMIT 1"
        ).fetchone()
    return row[0] if row else None


def wait_for_server(node):
    def answers():
        with suppress(psycopg.OperationalError), node.connect() as connection:
            return connection.execute("SELECT 1").fetchone()
        return None

    wait_until(answers, 60, "the server after its crash")


def check_nothing_lost(node, published):
    def asked():
        # A server that has not noticed yet that one of its processes was killed still answers, once.
        with suppress(psycopg.OperationalError), node.connect() as connection:
            kept = set(connection.execute("SELECT slug, number, sha256 FROM conditions_edition").fetchall())
            return kept, connection.execute(BROKEN_CHAIN).fetchall(), connection.execute(DISAGREES).fetchall()
        return None

    kept, broken, disagrees = wait_until(asked, 60, "the server after its crash")
    assert published - kept == set()
    assert broken == []
    assert disagrees == []


def verify(node):
    environment = {**os.environ, "DATABASE_URL": node.url(), "DATABASE_REPLICA_URLS": ""}
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_editions"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_killed_publishers_and_servers_lose_nothing(cluster):
    pick = random.Random(SEED)
    kinds = ["publisher"] * PUBLISHERS + ["backend"] * BACKENDS + ["server"] * SERVERS
    pick.shuffle(kinds)
    node = cluster.head
    with publisher(node) as working:
        most = 3 * time_of_a_publication(working)
        began = len(working.published)
        for number, kind in enumerate(kinds):
            before = len(working.published)
            working.go(SEED + number)
            if number % 5 == 0:
                # Work goes on between the kills, or they would prove nothing.
                working.wait(lambda before=before: len(working.published) > before)
            pause(pick, most)
            if kind == "publisher":
                os.kill(working.child, signal.SIGKILL)
            elif kind == "backend":
                backend = wait_until(lambda: backend_of_child(node), 30, "a connection")
                pause(pick, 0.05)
                with suppress(ProcessLookupError):
                    os.kill(backend, signal.SIGKILL)
                wait_for_server(node)
                with suppress(ProcessLookupError):
                    os.kill(working.child, signal.SIGKILL)
            else:
                node.kill()
                node.start()
                with suppress(ProcessLookupError):
                    os.kill(working.child, signal.SIGKILL)
            working.ended()
            check_nothing_lost(node, working.published)
    assert len(kinds) + WORKERS == 200
    assert min(Counter(kinds).values()) >= 10
    assert len(working.published) - began >= len(kinds) // 5
    verify(node)


def test_killed_web_processes_lose_nothing(cluster, tmp_path):
    pick = random.Random(SEED)
    node = cluster.head
    environment = {
        **PRODUCTION,
        "DATABASE_URL": node.url(),
        "DATABASE_REPLICA_URLS": "",
        "VAR_DIR": str(tmp_path),
        "PRODUCTION": "false",
        "SECRET_KEY": "faults-" * 9,
        "DATABASE_POOL_MAX": "4",
    }
    stop = threading.Event()
    statuses, broken_off = Counter(), []

    def read(port):
        while not stop.is_set():
            try:
                answer = ask(port, "/conditions/hip-pointer/")
                statuses[answer.status] += 1
                assert answer.text.rstrip().endswith("</html>")
            except (OSError, http.client.HTTPException) as error:
                broken_off.append(type(error).__name__)

    with publisher(node) as working:
        command = [*GUNICORN, "--preload", "glutes.wsgi"]
        with running(command, tmp_path / "log", free_port(), **environment) as server:
            threads = [threading.Thread(target=read, args=(server.port,)) for _ in range(3)]
            for thread in threads:
                thread.start()
            working.go(SEED)
            for _ in range(WORKERS):
                goal = statuses.total() + 3
                wait_until(lambda goal=goal: statuses.total() >= goal, what="answers after a kill")
                pause(pick, 0.1)
                pick.choice(psutil.Process(server.process.pid).children()).kill()
            stop.set()
            for thread in threads:
                thread.join()
            # The reader whose process was killed is cut off; the next request is answered.
            assert server.ask("/conditions/hip-pointer/").status == 200
            os.kill(working.child, signal.SIGKILL)
            working.ended()
    assert set(statuses) == {200}
    assert set(broken_off) <= {"RemoteDisconnected", "ConnectionResetError", "IncompleteRead"}
    check_nothing_lost(node, working.published)
    verify(node)
