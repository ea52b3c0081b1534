"""The loaded content pack as a dump, so that a server of the test's own has it in a second."""

import subprocess

import pytest

from glutes.postgres_programs import program
from tests.production.cluster import Cluster, Node
from tests.production.pack_dump import dump_pack


@pytest.fixture(scope="session")
def pack_dump(django_db_setup, django_db_blocker, tmp_path_factory):
    file = tmp_path_factory.mktemp("pack") / "pack.dump"
    with django_db_blocker.unblock():
        dump_pack(file)
    return file


def load(node: Node, dump) -> None:
    """Restore the pack into a server."""
    command = [program("pg_restore"), "--no-owner", "--exit-on-error", "--dbname=glutes", str(dump)]
    variables = {"PGHOST": str(node.folder), "PGUSER": "postgres"}
    subprocess.run(command, env=variables, check=True, capture_output=True)


@pytest.fixture(scope="module")
def cluster(pack_dump):
    """A primary with the pack; replicas are made by the test that wants them."""
    made = Cluster()
    try:
        made.head = made.primary()
        load(made.head, pack_dump)
        yield made
    finally:
        made.close()
