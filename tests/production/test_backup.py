"""A backup is good when it was restored and found whole; restoring replaces nothing without being told to."""

import io
import os
import tarfile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.read import document_of
from conditions.editorial.publish import publish
from conditions.models import Edition
from glutes import backup
from glutes.backup import chain_digest, forget_old
from tests.content import Snapshot

# One process at a time: the tests look at all scratch databases of the server.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("backup")]


@pytest.fixture(autouse=True)
def _committed(django_db_setup, django_db_blocker):
    """The real database of the run: a backup sees what was committed, and exchanges whole databases."""
    with django_db_blocker.unblock():
        Snapshot.restore_if_flushed()
        yield
        connection.close()


@pytest.fixture
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "logo.txt").write_text("as it was")
    return tmp_path / "backups"


def run(command, *arguments):
    said = io.StringIO()
    call_command(command, *arguments, stdout=said)
    return said.getvalue()


def drop_kept_databases():
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname ~ '_before_|glutes_scratch_'")
        names = [row[0] for row in cursor.fetchall()]
        for name in names:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    return names


def change_something():
    edition = Edition.objects.filter(slug="hip-pointer").order_by("-number").first()
    document = document_of(edition).model_copy(update={"summary": "Published after the backup."})
    publish(document=document, author="A", reviewer="B", change_summary="Later.", significance="minor")


def test_what_was_published_after_the_backup_is_gone_after_the_restore_and_nothing_else(folder, settings):
    before = chain_digest()
    said = run("backup", "--to", str(folder))
    assert "restored into a scratch database and verified" in said
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    change_something()
    (settings.MEDIA_ROOT / "logo.txt").write_text("changed")

    with pytest.raises(CommandError, match="add --overwrite"):
        run("restore", str(file))
    assert ConditionEntry.objects.get(slug="hip-pointer").edition == 2
    said = run("restore", str(file), "--overwrite")

    assert "The database before is kept as" in said
    assert chain_digest() == before
    assert ConditionEntry.objects.get(slug="hip-pointer").edition == 1
    assert (settings.MEDIA_ROOT / "logo.txt").read_text() == "as it was"
    assert len(drop_kept_databases()) == 1


def test_a_damaged_backup_changes_nothing(folder):
    run("backup", "--to", str(folder))
    (file,) = folder.iterdir()
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle] ^= 0xFF
    file.write_bytes(content)
    before = chain_digest()

    with pytest.raises(CommandError, match="is damaged"):
        run("restore", str(file), "--overwrite")

    assert chain_digest() == before
    assert drop_kept_databases() == []


@pytest.mark.parametrize("content", [b"", b"no backup", b"x" * 20_000])
def test_a_file_that_is_no_backup_is_a_sentence(folder, tmp_path, content):
    file = tmp_path / "file.tar"
    file.write_bytes(content)

    with pytest.raises(CommandError, match="is no whole backup"):
        run("restore", str(file), "--overwrite")
    with pytest.raises(CommandError, match="There is no file"):
        run("restore", str(tmp_path / "nothing"))


def test_a_backup_cant_write_outside_its_folder(tmp_path):
    file = tmp_path / "evil.tar"
    with tarfile.open(file, "w") as tar:
        info = tarfile.TarInfo("../../outside")
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))

    with pytest.raises(CommandError, match="is no whole backup"):
        run("restore", str(file), "--overwrite")
    assert not (tmp_path.parent.parent / "outside").exists()


def test_a_backup_that_does_not_restore_whole_is_not_kept(folder, monkeypatch):
    monkeypatch.setattr(backup, "broken_links", lambda: iter(["hip-pointer edition 1: the hash is wrong"]))

    with pytest.raises(CommandError, match="is not whole"):
        run("backup", "--to", str(folder))

    assert os.listdir(folder) == []
    assert drop_kept_databases() == []


def test_the_newest_are_kept_and_other_files_left_alone(tmp_path):
    names = [f"glutes-2026112{day}T020000Z.tar" for day in range(5)]
    for name in (*names, "notes.txt"):
        (tmp_path / name).touch()

    gone = forget_old(tmp_path, 2)

    assert [path.name for path in gone] == names[:3]
    assert sorted(path.name for path in tmp_path.iterdir()) == [*names[3:], "notes.txt"]
