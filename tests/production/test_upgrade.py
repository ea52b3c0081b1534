"""Data of an older release is taken up by the next start."""

import io

from conditions.catalogue.entry import ConditionEntry
from conditions.management.commands.run import Command


def test_a_catalogue_of_an_older_release_is_written_again_at_the_start(db, client):
    ConditionEntry.objects.update(card="")

    Command(stdout=io.StringIO()).prepare()

    assert not ConditionEntry.objects.filter(card="").exists()
    assert client.get("/conditions/?q=hip").status_code == 200
