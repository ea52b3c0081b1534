"""The snapshot: whole, signed, without a link that leads nowhere, and readable from a file."""

import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_public_key,
)
from django.conf import settings
from django.core.management import CommandError, call_command

from conditions.catalogue.entry import ConditionEntry
from conditions.interchange.snapshot import addresses, build
from conditions.interchange.snapshot.fetch import NotServedError
from conditions.interchange.snapshot.signing import kept_key

pytestmark = pytest.mark.django_db
GTPS = "/conditions/greater-trochanteric-pain-syndrome/"


def test_the_list_covers_every_file(unpacked):
    listed = dict(line.split("  ")[::-1] for line in (unpacked / "SHA256SUMS").read_text().splitlines())

    files = {str(f.relative_to(unpacked)) for f in unpacked.rglob("*") if f.is_file()}
    assert set(listed) == files - {"SHA256SUMS", "SHA256SUMS.sig", "public-key.pem"}
    for name, digest in listed.items():
        assert hashlib.sha256((unpacked / name).read_bytes()).hexdigest() == digest


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl")
def test_the_documented_commands_verify_it_and_notice_a_changed_file_and_a_changed_list(unpacked):
    text = (settings.BASE_DIR / "docs" / "snapshot.md").read_text(encoding="utf-8")
    commands = re.findall(r"^    (.+)$", text.partition("## Verify")[2].partition("## ")[0], re.MULTILINE)
    assert commands[0] == "cd lookup"

    def verified():
        script = " && ".join(commands[1:])
        return subprocess.run(["bash", "-c", script], cwd=unpacked, capture_output=True).returncode == 0

    assert verified()
    page = unpacked / "index.html"
    as_made = page.read_bytes()
    page.write_bytes(as_made + b" ")
    assert not verified()
    listed = (unpacked / "SHA256SUMS").read_text()
    new = hashlib.sha256(page.read_bytes()).hexdigest()
    (unpacked / "SHA256SUMS").write_text(listed.replace(hashlib.sha256(as_made).hexdigest(), new))
    assert not verified()


def test_a_changed_list_is_not_verified(unpacked):
    public = load_pem_public_key((unpacked / "public-key.pem").read_bytes())
    signature, listed = (unpacked / "SHA256SUMS.sig").read_bytes(), (unpacked / "SHA256SUMS").read_bytes()

    public.verify(signature, listed)
    with pytest.raises(InvalidSignature):
        public.verify(signature, listed.replace(b"0", b"1", 1))


def test_the_same_catalogue_gives_the_same_bytes(tmp_path, key):
    for name in ("a.zip", "b.zip"):
        build.write(tmp_path / name, key, ["/", GTPS])

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_documents_are_the_published_bytes(unpacked):
    for entry in ConditionEntry.objects.all():
        body = (unpacked / "data" / "conditions" / f"{entry.slug}.json").read_bytes()
        assert hashlib.sha256(body).hexdigest() == entry.sha256
    assert len(json.loads((unpacked / "data" / "references.json").read_bytes())) > 300


def test_every_link_of_a_page_leads_to_a_file_or_to_the_site(unpacked, settings):
    for page in unpacked.rglob("*.html"):
        here = page.relative_to(unpacked).as_posix()
        for url in re.findall(r'\b(?:href|src|action)="([^"]*)"', page.read_text()):
            parts = urlsplit(url)
            if parts.scheme in ("http", "https", "mailto") or not parts.path:
                continue
            target = unpacked / unquote(urlsplit(urljoin(f"http://x/{here}", url)).path.lstrip("/"))
            assert not url.startswith("/"), f"{here}: {url}"
            assert target.is_file(), f"{here}: {url}"


def test_style_sheets_bring_their_fonts(unpacked):
    for sheet in (unpacked / "static").rglob("*.css"):
        for url in re.findall(r"url\(([^)]+)\)", sheet.read_text()):
            if not url.startswith("data:"):
                assert (sheet.parent / url.strip("\"'")).is_file()


def test_pages_say_that_they_are_a_copy_and_which_edition(unpacked):
    text = (unpacked / GTPS.strip("/") / "index.html").read_text()

    assert "Offline, edition 1. Copy of http" in text
    assert "<script src" not in text
    assert 'type="module"' not in text


def test_the_key_is_made_once_for_the_owner_alone(tmp_path):
    file = tmp_path / "below" / "key.pem"

    first, second = kept_key(file), kept_key(file)

    assert first.private_bytes_raw() == second.private_bytes_raw()
    assert file.stat().st_mode & 0o777 == 0o600


def test_command_writes_the_file_and_prints_the_public_key(tmp_path, settings, capsys, monkeypatch):
    settings.SNAPSHOT_KEY = tmp_path / "key.pem"
    monkeypatch.setattr(addresses, "of_the_site", lambda: iter([GTPS]))

    call_command("snapshot", tmp_path / "x.zip")
    call_command("snapshot", "--public-key")

    out = capsys.readouterr().out
    assert "files written to" in out
    assert "BEGIN PUBLIC KEY" in out
    assert zipfile.is_zipfile(tmp_path / "x.zip")


@pytest.mark.parametrize("content", [b"no key", b""])
def test_a_file_that_is_no_key_is_refused_with_a_sentence(tmp_path, settings, content):
    settings.SNAPSHOT_KEY = tmp_path / "key.pem"
    settings.SNAPSHOT_KEY.write_bytes(content)

    with pytest.raises(CommandError, match="holds no private key"):
        call_command("snapshot", tmp_path / "x.zip")


def test_a_key_of_another_kind_is_refused(tmp_path, settings):
    settings.SNAPSHOT_KEY = tmp_path / "key.pem"
    other = generate_private_key(SECP256R1())
    settings.SNAPSHOT_KEY.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    with pytest.raises(CommandError, match="not an Ed25519 key"):
        call_command("snapshot", tmp_path / "x.zip")


def test_a_snapshot_of_nothing_is_refused_and_writes_nothing(tmp_path, settings, empty):
    settings.SNAPSHOT_KEY = tmp_path / "key.pem"

    with pytest.raises(CommandError, match="Nothing is published yet"):
        call_command("snapshot", tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()


def test_a_page_that_fails_leaves_the_old_snapshot_in_place(tmp_path, key):
    (tmp_path / "a.zip").write_bytes(b"old")

    with pytest.raises(NotServedError, match="404"):
        build.write(tmp_path / "a.zip", key, ["/nowhere/"])
    assert (tmp_path / "a.zip").read_bytes() == b"old"


@pytest.mark.slow
def test_the_whole_site_fits_into_a_snapshot(tmp_path, key):
    build.write(tmp_path / "all.zip", key)

    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        names = set(archive.namelist())
    for entry in ConditionEntry.objects.all():
        assert f"lookup/conditions/{entry.slug}/index.html" in names
    for path in addresses.of_the_site():
        assert f"lookup/{addresses.file_of(path)}" in names
