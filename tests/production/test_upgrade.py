"""The database of every released version is taken up, and the release before goes on working meanwhile."""

import io
import json
import lzma
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from conditions.catalogue.entry import ConditionEntry
from conditions.management.commands.run import Command
from glutes.postgres_programs import program
from tests.processes import database_url, environment

RELEASES = sorted((Path(__file__).parent.parent / "releases").glob("*.sql.xz"))
TAKE_UP = "import runpy; runpy.run_module('tests.releases.take_up', run_name='__main__')"
# What the release before can't live with, or what locks out its readers (docs/operations.md).
FORBIDDEN = {
    "drops a table": r"DROP TABLE",
    "drops a column": r"DROP COLUMN",
    "renames": r"RENAME (TO|COLUMN|CONSTRAINT)",
    "changes a type": r"ALTER COLUMN \S+ TYPE",
    "forbids null": r"SET NOT NULL",
    "needs a value that the release before does not give": r"ADD COLUMN (?!.*\bDEFAULT\b).*\bNOT NULL\b|DROP DEFAULT",
    "builds an index under a lock": r"CREATE (UNIQUE )?INDEX (?!CONCURRENTLY)",
    "checks every row under a lock": r"ADD CONSTRAINT (?!.*NOT VALID)",
}
# Migration: what it does all the same, and why that is no harm.
EXCEPTIONS = {
    # A table of the authoring side with a few dozen rows; the release before leaves the columns null.
    "conditions.0008_accuracy_intervals": {"checks every row under a lock"},
}


def test_a_catalogue_of_an_older_release_is_written_again_at_the_start(db, client):
    ConditionEntry.objects.update(card="")

    Command(stdout=io.StringIO()).prepare()

    assert not ConditionEntry.objects.filter(card="").exists()
    assert client.get("/conditions/?q=hip").status_code == 200


def connect(url):
    parts = urlsplit(url)
    where = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return psycopg.connect(
        **where, user=parts.username, password=parts.password, dbname=parts.path.strip("/"), autocommit=True
    )


@contextmanager
def scratch():
    """An empty database on the server of the run; its address."""
    name = f"glutes_release_{os.getpid()}"
    with connect(database_url("postgres")) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield database_url(name)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def restore(url, release):
    with connect(url) as connection:
        info = connection.info
        command = [program("psql"), "-q", "-v", "ON_ERROR_STOP=1", "-h", info.host, "-p", str(info.port)]
        command += ["-U", info.user, "-d", info.dbname]
    subprocess.run(command, input=lzma.decompress(release.read_bytes()), check=True, capture_output=True)


def editions(url):
    query = """
        SELECT slug, number, sha256, previous_sha256, body::text, published_at
        FROM conditions_edition ORDER BY slug, number"""
    with connect(url) as connection:
        return connection.execute(query).fetchall()


def made_by(sql):
    """The tables that statements make: the release before doesn't know them."""
    return set(re.findall(r'CREATE TABLE "?(\w+)', "\n".join(sql)))


def harm(sql, made):
    """What a migration's statements do that the release before, or its readers, would notice."""
    for statement in sql:
        table = re.search(r'(?:ALTER TABLE|INDEX .*? ON|DROP TABLE)\s+"?(\w+)', statement)
        if statement.startswith("--") or (table and table[1] in made):
            continue
        yield from (what for what, pattern in FORBIDDEN.items() if re.search(pattern, statement))


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.name.removesuffix(".sql.xz"))
def test_the_database_of_a_release_is_taken_up_with_all_that_is_in_it(release):
    with scratch() as url:
        restore(url, release)
        before = editions(url)

        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", TAKE_UP],
            env=environment(url),
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout.splitlines()[-1])
        after = editions(url)

    # What was published is what it was, byte by byte, and the chain goes on from it.
    assert len(before) == 4
    assert [row for row in after if row in before] == before
    assert found["editions"] == len(before) + 1
    first = next(row for row in before if row[:2] == ("greater-trochanteric-pain-syndrome", 1))
    assert found["published"] == [first[0], 2, first[2]]
    assert len(found["entries"]) == 3
    statuses = {name: page["status"] for name, page in found["pages"].items()}
    assert statuses == {**dict.fromkeys(statuses, 200), "withdrawn": 410}
    assert "Changed once." in found["pages"]["condition"]["text"]
    assert "Changed once." not in found["pages"]["first edition"]["text"]
    assert "/conditions/hip-pointer/" in found["pages"]["search"]["text"]
    assert found["form"]["status"] == 200
    assert "A draft." in found["form"]["text"]

    made = set().union(*map(made_by, found["sql"].values()))
    noticed = {name: set(harm(sql, made)) - EXCEPTIONS.get(name, set()) for name, sql in found["sql"].items()}
    assert {name: what for name, what in noticed.items() if what} == {}


@pytest.mark.parametrize(
    ("sql", "noticed"),
    [
        ('ALTER TABLE "a" DROP COLUMN "b" CASCADE;', "drops a column"),
        ('ALTER TABLE "a" RENAME COLUMN "b" TO "c";', "renames"),
        (
            'ALTER TABLE "a" ADD COLUMN "b" integer NOT NULL;',
            "needs a value that the release before does not give",
        ),
        ('ALTER TABLE "a" ADD COLUMN "b" integer DEFAULT 1 NOT NULL;', None),
        (
            'ALTER TABLE "a" ALTER COLUMN "b" DROP DEFAULT;',
            "needs a value that the release before does not give",
        ),
        ('ALTER TABLE "a" ADD COLUMN "b" integer NULL;', None),
        ('CREATE INDEX "i" ON "a" ("b");', "builds an index under a lock"),
        ('CREATE INDEX CONCURRENTLY "i" ON "a" ("b");', None),
        ('ALTER TABLE "a" ADD CONSTRAINT "c" CHECK (b > 1);', "checks every row under a lock"),
        ('ALTER TABLE "a" ADD CONSTRAINT "c" CHECK (b > 1) NOT VALID;', None),
        ('ALTER TABLE "a" ALTER COLUMN "b" SET NOT NULL;', "forbids null"),
    ],
)
def test_the_rule_for_migrations_notices(sql, noticed):
    assert list(harm([sql], made=set())) == ([noticed] if noticed else [])
    assert list(harm([sql], made=made_by(['CREATE TABLE "a" ("b" integer);']))) == []
