"""A primary, two streaming replicas and two web processes: what readers and curators notice when one fails."""

import itertools
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from contextlib import contextmanager

import pytest

from tests.production.server import GUNICORN, PRODUCTION, free_port, running, wait_until

# The run's database is where the pack is copied from; the test itself uses servers of its own.
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("replicas")]
PAGES = (
    "/conditions/greater-trochanteric-pain-syndrome/",
    "/conditions/hip-pointer/",
    "/",
)
PUBLISH = """
import sys
from conditions.catalogue.read import document_of
from conditions.models import Edition
from conditions.editorial.publish import publish
from conditions.document import ConditionDocument
edition = Edition.objects.filter(slug="hip-pointer").order_by("-number").first()
document = document_of(edition)
changed = document.model_copy(update={"summary": f"{document.summary} Change {edition.number}."})
print(publish(document=changed, author="Test", reviewer="Other", change_summary="Test", significance="minor").number)
"""


def manage(*arguments, url, **environment):
    environment = {**os.environ, "DATABASE_URL": url, "DATABASE_REPLICA_URLS": "", **environment}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def replicated(cluster):
    cluster.replicas = [cluster.replica(name, cluster.head) for name in ("one", "two")]
    return cluster


@pytest.fixture(scope="module")
def settings_file(replicated):
    """The file that the web processes read as they start: changed and reloaded when the primary moves."""
    file = replicated.folder / "glutes.env"
    write_settings(file, replicated.head, replicated.replicas)
    return file


def write_settings(file, primary, replicas):
    urls = ",".join(node.url() for node in replicas)
    file.write_text(f"DATABASE_URL={primary.url()}\nDATABASE_REPLICA_URLS={urls}\n")


@pytest.fixture(scope="module")
def web(replicated, settings_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("web")
    environment = {
        **PRODUCTION,
        "ENV_FILE": str(settings_file),
        "VAR_DIR": str(folder),
        "SECRET_KEY": "replicas-" * 8,
        "REPLICA_MAX_LAG_SECONDS": "2",
        "PAGE_CACHE": "false",
        "METRICS_TOKEN": "token",
    }
    environment = {k: v for k, v in environment.items() if k not in {"DATABASE_URL", "DATABASE_REPLICA_URLS"}}
    assert manage("collectstatic", "--noinput", url=replicated.head.url(), **environment).returncode == 0
    command, one_worker = [*GUNICORN, "glutes.wsgi"], {**environment, "WEB_WORKERS": "1"}
    with (
        running(command, folder / "log1", free_port(), **one_worker) as first,
        running(command, folder / "log2", free_port(), **one_worker) as second,
    ):
        yield Web([first, second])


class Web:
    """Two web servers that share nothing but the databases; a balancer would ask them in turn."""

    def __init__(self, servers):
        self.servers = servers
        self._turn = itertools.cycle(servers)

    def ask(self, path, method="GET", **options):
        return next(self._turn).ask(path, method, **options)

    def all_show(self, path, text):
        return all(text in server.ask(path).text for server in self.servers)

    def reload(self):
        for server in self.servers:
            server.process.send_signal(signal.SIGHUP)


def reads(node):
    """How many statements a replica's sessions from the web processes have run on catalogue rows."""
    with node.connect() as connection:
        connection.execute("SELECT pg_stat_clear_snapshot()")
        row = connection.execute(
            "SELECT coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0) FROM pg_stat_user_tables "
            "WHERE relname = 'conditions_conditionentry'"
        ).fetchone()
    return int(row[0])


class Readers:
    """Threads that read pages until told to stop, and count what they got."""

    def __init__(self, web, threads=4):
        self.web = web
        self.got = Counter()
        self.failures = []
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._read, args=(n,)) for n in range(threads)]

    def _read(self, seed):
        pick = random.Random(seed)
        while not self._stop.is_set():
            path = pick.choice(PAGES)
            try:
                answer = pick.choice(self.web.servers).ask(path)
                status, text = answer.status, answer.text[:300]
            except OSError as error:
                status, text = type(error).__name__, str(error)
            with self._lock:
                self.got[status] += 1
                if status != 200:
                    self.failures.append((path, status, text))

    def more(self, count):
        """Wait until this many more pages were read."""
        goal = self.got.total() + count
        wait_until(lambda: self.got.total() >= goal, 120, f"{count} more reads, so far {self.got}")

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self._stop.set()
        for thread in self._threads:
            thread.join()


@contextmanager
def reading(web):
    with Readers(web) as readers:
        yield readers


def editions(node):
    with node.connect() as connection:
        return connection.execute("SELECT count(*) FROM conditions_edition").fetchone()[0]


def databases(web):
    """By alias whether both web servers use the database, as their /metrics tell: 1, 0, or 0.5 for one of them."""
    found = Counter()
    for server in web.servers:
        text = server.ask("/metrics", Authorization="Bearer token").text
        for line in text.splitlines():
            if line.startswith("glutes_database_usable"):
                found[line.split('"')[1]] += float(line.split()[-1]) / len(web.servers)
    return found


def _1_reads_are_spread_over_the_replicas(cluster, web):
    before = [reads(node) for node in cluster.replicas]
    with reading(web) as readers:
        readers.more(80)
    assert readers.failures == []

    wait_until(
        lambda: all(reads(node) > old + 5 for node, old in zip(cluster.replicas, before, strict=True)),
        what="reads on both replicas",
    )


def _2_a_publication_reaches_readers_at_once(cluster, web):
    done = manage("shell", "-v", "0", "-c", PUBLISH, url=cluster.head.url())
    assert done.returncode == 0, done.stderr

    wait_until(lambda: web.all_show("/conditions/hip-pointer/", "Change 1."), 10, "the new edition")


def _3_a_killed_replica_costs_no_read(cluster, web):
    with reading(web) as readers:
        readers.more(30)
        cluster.replicas[0].kill()
        readers.more(100)
    assert readers.failures == []

    cluster.replicas[0].start()
    wait_until(lambda: databases(web).get("replica1") == 1, what="the replica being used again")


def _4_a_lagging_replica_is_left_out_and_comes_back(cluster, web):
    with cluster.replicas[1].connect() as connection:
        connection.execute("SELECT pg_wal_replay_pause()")
        assert manage("shell", "-v", "0", "-c", PUBLISH, url=cluster.head.url()).returncode == 0
        wait_until(lambda: databases(web).get("replica2") == 0, what="the lagging replica being left out")

        # Each process sees the lag for itself, a moment apart.
        wait_until(
            lambda: all("Change 2." in web.ask("/conditions/hip-pointer/").text for _ in range(20)),
            what="every process leaving the lagging replica out",
        )
        connection.execute("SELECT pg_wal_replay_resume()")

    wait_until(lambda: databases(web).get("replica2") == 1, what="the replica being used again")


def _5_without_the_primary_readers_read_and_writers_get_503(cluster, web):
    before = editions(cluster.head)
    form = web.ask("/accounts/login/")
    assert form.status == 200
    with reading(web) as readers:
        readers.more(20)
        cluster.head.kill()
        readers.more(100)
        publishing = manage("shell", "-v", "0", "-c", PUBLISH, url=cluster.head.url())
        writing = web.ask("/accounts/login/", "POST", **posted(form))
    assert readers.failures == []
    assert publishing.returncode != 0
    assert writing.status == 503
    assert writing.headers["retry-after"] == "10"
    assert web.ask("/readyz").status == 200

    cluster.head.start()
    assert editions(cluster.head) == before
    wait_until(lambda: web.ask("/accounts/login/", "POST", **posted(form)).status == 200, what="writes")
    assert manage("shell", "-v", "0", "-c", PUBLISH, url=cluster.head.url()).returncode == 0
    assert manage("verify_editions", url=cluster.head.url()).returncode == 0


def _6_a_promoted_replica_takes_over_after_a_reload(cluster, web, settings_file):
    wait_until(lambda: databases(web).get("replica1") == 1, what="the replica catching up")
    cluster.head.kill()
    new = cluster.replicas[0]
    new.promote()

    with reading(web) as readers:
        readers.more(20)
        write_settings(settings_file, new, [cluster.replicas[1]])
        web.reload()
        form = wait_until(lambda: answered(web, "/accounts/login/"), what="the form")
        wait_until(lambda: web.ask("/accounts/login/", "POST", **posted(form)).status == 200, what="writes")
        readers.more(20)
    assert readers.failures == []

    done = manage("shell", "-v", "0", "-c", PUBLISH, url=new.url())
    assert done.returncode == 0, done.stderr
    wait_until(lambda: web.all_show("/conditions/hip-pointer/", "Change 4."), 20, "the new edition")
    assert manage("verify_editions", url=new.url()).returncode == 0


def answered(web, path):
    answer = web.ask(path)
    return answer if answer.status == 200 else None


def posted(form):
    """What a browser sends back with the log-in form: a wrong password, which is written down as an attempt."""
    token = form.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    cookie = form.headers["set-cookie"].split(";")[0]
    return {"Cookie": cookie, "form": f"csrfmiddlewaretoken={token}&login=nobody&password=wrong-password-1"}


def test_readers_and_curators_through_every_failure(replicated, web, settings_file):
    """One story, since each failure begins where the one before it was mended."""
    cluster = replicated
    _1_reads_are_spread_over_the_replicas(cluster, web)
    _2_a_publication_reaches_readers_at_once(cluster, web)
    _3_a_killed_replica_costs_no_read(cluster, web)
    _4_a_lagging_replica_is_left_out_and_comes_back(cluster, web)
    _5_without_the_primary_readers_read_and_writers_get_503(cluster, web)
    _6_a_promoted_replica_takes_over_after_a_reload(cluster, web, settings_file)
