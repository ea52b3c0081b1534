"""Write the run's content pack to a file that pg_restore reads."""

import subprocess
from pathlib import Path

from django.db import connection

from glutes.postgres_programs import environment, program
from tests.content import Snapshot


def dump_pack(file: Path) -> None:
    """Dump the run's database with the pack in it.

    A session's fixture is made before those of the test that asks for it, which may follow a test that flushed.
    """
    Snapshot.restore_if_flushed()
    variables = environment("default")
    connection.close()
    command = [program("pg_dump"), "--format=custom", "--no-owner", f"--file={file}"]
    subprocess.run(command, env=variables, check=True, capture_output=True)
