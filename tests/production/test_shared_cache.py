"""Pages in a real Redis: made by one process, served by another; without it each goes on by itself."""

import shutil
import subprocess

import pytest
import redis

from tests.processes import database_url, reader
from tests.production.server import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
PAGE = "/conditions/hip-pointer/"


@pytest.fixture
def start(tmp_path):
    """Starts a Redis on a socket; call again after it was killed. Gives its client."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("No Redis: install redis-server.")
    socket = tmp_path / "redis.sock"
    processes = []

    def run():
        options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"]
        processes.append(subprocess.Popen([program, *options], stdout=subprocess.DEVNULL, cwd=tmp_path))
        client = redis.Redis(unix_socket_path=str(socket))
        wait_until(lambda: answers(client), 20, "Redis")
        return client

    run.kill = lambda: (processes[-1].kill(), processes[-1].wait(), socket.unlink())
    run.url = f"unix://{socket}"
    yield run
    for process in processes:
        process.kill()
        process.wait()


def answers(client):
    try:
        return client.ping()
    except redis.ConnectionError:
        return False


def test_a_page_made_by_one_process_is_served_by_another_and_redis_may_die(start, monkeypatch):
    monkeypatch.setenv("REDIS_URL", start.url)
    monkeypatch.setenv("PAGE_CACHE", "true")
    client = start()

    with reader(database_url()) as one, reader(database_url()) as other:
        status, made = one.get(PAGE)
        assert status == 200
        kept = client.keys("glutes:*page:*")
        assert len(kept) == 1
        hits = client.info("stats")["keyspace_hits"]
        assert other.get(PAGE) == (200, made)
        assert client.info("stats")["keyspace_hits"] > hits
        assert client.keys("glutes:*page:*") == kept

        client.close()
        start.kill()
        assert one.get(PAGE) == other.get(PAGE) == (200, made)
        assert one.get("/findings/")[0] == 200

        again = start()
        assert one.get(PAGE)[0] == 200
        assert len(again.keys("glutes:*page:*")) == 1
        again.close()
