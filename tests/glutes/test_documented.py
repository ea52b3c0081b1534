"""What can be set and run is documented."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_every_variable_that_settings_read_is_documented():
    code = "\n".join((ROOT / "glutes" / name).read_text() for name in ("settings.py", "single_sign_on.py"))
    read = set(re.findall(r'read\(\s*"\w+",\s*"([A-Z_]+)"|"(?=OIDC_)([A-Z_]+)"', code))
    read = {name for names in read for name in names if name}
    documented = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "configuration.md").read_text()))

    assert len(read) > 10
    assert read - documented == set()


def test_every_command_is_documented():
    commands = {file.stem for file in (ROOT / "conditions" / "management" / "commands").glob("[a-z]*.py")}
    text = "\n".join(file.read_text() for file in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])

    assert {command for command in commands if f"manage.py {command}" not in text} == set()


def test_links_between_documents_lead_somewhere():
    for file in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", file.read_text()):
            assert (file.parent / target).exists(), f"{file.relative_to(ROOT)} links to {target}"
