"""A key, and a snapshot of a few pages unpacked."""

import zipfile

import pytest

from conditions.interchange.snapshot import build
from conditions.interchange.snapshot.signing import kept_key

GTPS = "/conditions/greater-trochanteric-pain-syndrome/"
SOME = ["/", GTPS, "/conditions/hip-osteoarthritis/", f"{GTPS}e/1/"]


@pytest.fixture
def key(tmp_path):
    return kept_key(tmp_path / "key.pem")


@pytest.fixture
def unpacked(tmp_path, key):
    build.write(tmp_path / "a.zip", key, SOME)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        archive.extractall(tmp_path)
    return tmp_path / "lookup"
