"""What the servers of the fault tests are filled with."""

import subprocess

import pytest
from django.core.management import call_command

from conditions.models import ConditionEntry
from glutes.postgres_programs import program
from tests.production.pack_dump import dump_pack


@pytest.mark.django_db(transaction=True)
def test_the_dump_holds_the_pack_after_a_test_that_flushed(tmp_path):
    slugs = set(ConditionEntry.objects.values_list("slug", flat=True))
    call_command("flush", interactive=False, verbosity=0)

    dump_pack(tmp_path / "pack.dump")

    command = [program("pg_restore"), "--data-only", "--table=conditions_conditionentry", "--file=-"]
    done = subprocess.run([*command, str(tmp_path / "pack.dump")], check=True, capture_output=True, text=True)
    assert slugs
    assert [slug for slug in slugs if f"\t{slug}\t" not in done.stdout] == []
