"""Recognising and decoding uploaded files."""

import pytest

from conditions.bibliography.decoding import LATIN, UnreadableError, decoded
from conditions.bibliography.formats import DOWNLOADS, parse, recognised
from tests.bibliography.pack import pack


@pytest.mark.parametrize("suffix", DOWNLOADS)
def test_own_download_is_recognised_and_read(suffix):
    text = DOWNLOADS[suffix].write(pack()[:3])

    assert recognised(text) == DOWNLOADS[suffix].name
    assert [d.key for d in parse(text).drafts] == [r.id for r in pack()[:3]]


def test_nbib_is_recognised():
    assert recognised("\nPMID- 1\nTI  - Hips") == "nbib"


def test_other_text_is_told_what_can_be_read():
    parsed = parse("Dear reader,\n")

    assert parsed.drafts == ()
    assert "RIS" in parsed.faults[0]


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        ("Özçakar".encode(), "Özçakar", None),
        (b"\xef\xbb\xbfTY", "TY", None),
        ("Özçakar".encode("latin-1"), "Özçakar", LATIN),
        ("“Hip” – pain".encode("cp1252"), "“Hip” – pain", LATIN),
        (b"\x81 \xd6", "\x81 Ö", LATIN),
        ("Özçakar".encode("utf-16"), "Özçakar", None),
    ],
)
def test_bytes_become_text_with_a_note_when_guessed(data, text, note):
    assert decoded(data) == (text, note)


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"\xff\xfe\x00\xd8"])
def test_binary_file_is_refused(data):
    with pytest.raises(UnreadableError, match=r"^(This is not a text file|The file starts like UTF-16)"):
        decoded(data)


def test_latin_ris_reads_with_its_accents():
    text, note = decoded(
        "TY  - JOUR\r\nTI  - Hip pain\r\nAU  - Östgaard, Hélène\r\nER  - \r\n".encode("latin-1")
    )

    (draft,) = parse(text).drafts

    assert draft.values["author"] == [{"family": "Östgaard", "given": "Hélène"}]
    assert note == LATIN
