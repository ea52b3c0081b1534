"""`import_content --dry-run` says what would change, and changes nothing."""

import re

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command

from conditions.interchange.from_tables import draft_of
from conditions.models import Condition, Finding

pytestmark = pytest.mark.django_db
SLUG = "hip-pointer"
FILE = settings.FIXTURES / "conditions" / f"{SLUG}.yaml"


def dry_run(path, capsys):
    call_command("import_content", path, "--dry-run")
    return capsys.readouterr().out


def written(tmp_path, **changes):
    document = yaml.safe_load(FILE.read_text()) | changes
    file = tmp_path / f"{document['slug']}.yaml"
    file.write_text(yaml.safe_dump(document, sort_keys=False))
    return file


def test_content_that_is_there_already_changes_nothing(capsys):
    assert "conditions: 0 new, 0 changed\nNothing was written." in dry_run(FILE, capsys)


def test_a_changed_sentence_is_shown_before_and_after(tmp_path, capsys):
    before = draft_of(SLUG)

    synonyms = [*before.synonyms[1:], "crest bruise"]
    out = dry_run(written(tmp_path, summary="Another summary.", synonyms=synonyms), capsys)

    assert f"condition {SLUG}: changed" in out
    assert f"    summary\n      before: {before.summary}\n      after:  Another summary.\n" in out
    assert f"    synonyms\n      - {before.synonyms[0]}\n      + crest bruise\n" in out
    assert "conditions: 0 new, 1 changed" in out
    assert draft_of(SLUG) == before


def test_a_new_condition_is_named_and_not_written(tmp_path, capsys):
    out = dry_run(written(tmp_path, slug="hip-pointer-two", name="Hip pointer two"), capsys)

    assert re.search(
        r"condition hip-pointer-two: new, “Hip pointer two” with \d+ statements, \d+ findings", out
    )
    assert not Condition.objects.filter(slug="hip-pointer-two").exists()


def test_a_changed_finding_names_its_keys(tmp_path, capsys):
    finding = yaml.safe_load((settings.FIXTURES / "findings.yaml").read_text())[0]
    (tmp_path / "findings.yaml").write_text(yaml.safe_dump([finding | {"definition": "Changed."}]))
    revisions = list(Finding.objects.values_list("slug", "definition"))

    out = dry_run(tmp_path, capsys)

    assert (
        f"finding {finding['id']}: changed definition\n  definition\n    before: {finding['definition']}"
        in out
    )
    assert "    after:  Changed.\n" in out
    assert list(Finding.objects.values_list("slug", "definition")) == revisions


def test_content_with_errors_is_refused_as_an_import_is(tmp_path):
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_content", written(tmp_path, category="elbow"), "--dry-run")
