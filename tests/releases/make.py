"""Make the dump of a release with data, which test_upgrade.py takes up: `python tests/releases/make.py COMMIT RELEASE`.

Run once for each release, from the root of the repository, before the next one changes the
schema. The release's own code makes the data: two conditions of its content pack with their
findings and references, an edition each and a second one through review, an approved review
that waits, a withdrawn condition, a draft that was edited, and a person of each group.
"""

import lzma
import os
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

import yaml

KEPT = ("greater-trochanteric-pain-syndrome", "hip-pointer", "meralgia-paraesthetica")
FOLDER = Path(__file__).parent

SEED = """
from django.contrib.auth.models import Group, User
from allauth.mfa.totp.internal.auth import TOTP
from conditions.editorial.review.decide import approve
from conditions.editorial.review.publication import publish_review
from conditions.editorial.review.request import request_review
from conditions.editorial.review.sign_off import sign_off, state_of
from conditions.editorial.withdraw import withdraw
from conditions.models import Condition

people = {}
for name in ("Curator", "Reviewer", "Publisher"):
    people[name] = User.objects.create_user(name.lower(), password="a pass phrase of a release", is_staff=True)
    people[name].groups.add(Group.objects.get(name=name))
TOTP.activate(people["Publisher"], "JBSWY3DPEHPK3PXP")
User.objects.create_superuser("admin", "", "a pass phrase of a release")

def reviewed(slug, change):
    condition = Condition.objects.get(slug=slug)
    condition.summary = f"{condition.summary} {change}"
    condition.save()
    review = request_review(slug=slug, by=people["Curator"], change_summary=change, significance="minor")
    sign_off(review=review, keys=[part.key for part in state_of(review).missing], by=people["Reviewer"])
    return approve(review=review, by=people["Reviewer"], note="Read.")

publish_review(review=reviewed("hip-pointer", "Changed once."), by=people["Publisher"])
reviewed("greater-trochanteric-pain-syndrome", "Waits for publication.")
withdraw(slug="meralgia-paraesthetica", reason="For the test of upgrades.", by="publisher")
condition = Condition.objects.get(slug="hip-pointer")
condition.summary += " A draft."
condition.save()
"""


def git(*arguments: str) -> bytes:
    """What git prints."""
    return subprocess.run(["git", *arguments], check=True, capture_output=True).stdout


def keep_or_remove(file: Path) -> None:
    """Keep few conditions, so that the dump is small, and of them no word about the others."""
    if file.stem not in KEPT:
        file.unlink()
        return
    content = yaml.safe_load(file.read_text())
    content["differentials"] = [d for d in content["differentials"] if d["condition"] in KEPT]
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))


def main(commit: str, release: str) -> None:
    """Write FOLDER/RELEASE.sql.xz."""
    with tempfile.TemporaryDirectory(prefix="glutes-release-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with tarfile.open(fileobj=BytesIO(git("archive", commit))) as archive:
            archive.extractall(folder / "code", filter="data")
        for file in (folder / "code" / "fixtures" / "conditions").glob("*.yaml"):
            keep_or_remove(file)
        environment = {**os.environ, "VAR_DIR": str(folder / "var"), "DATABASE_URL": ""}
        manage = [sys.executable, "manage.py"]
        dump = "from glutes.postgres_programs import environment as e, program as p; import subprocess, sys; "
        dump += (
            "subprocess.run([p('pg_dump'), '--no-owner', '--no-privileges'], env=e('default'), check=True)"
        )
        for arguments in (["migrate", "-v", "0"], ["load_fixtures"], ["shell", "-v", "0", "-c", SEED]):
            subprocess.run([*manage, *arguments], cwd=folder / "code", env=environment, check=True)
        done = subprocess.run(
            [*manage, "shell", "-v", "0", "-c", dump],
            cwd=folder / "code",
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
        )
    file = FOLDER / f"{release}.sql.xz"
    file.write_bytes(lzma.compress(done.stdout, preset=9 | lzma.PRESET_EXTREME))
    print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
