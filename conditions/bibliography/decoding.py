"""Text out of an uploaded file, whatever program wrote it."""

import codecs


class UnreadableError(ValueError):
    """The file holds no text; the message says so."""


LATIN = (
    "The file is not UTF-8. It was read as Latin-1 (Windows-1252): check the accented letters, "
    "or save it as UTF-8 and upload it again."
)


def decoded(data: bytes) -> tuple[str, str | None]:
    """The text, and a sentence when the encoding had to be guessed. Raises UnreadableError."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), None
        except UnicodeDecodeError:
            raise UnreadableError("The file starts like UTF-16 text but is damaged.") from None
    if b"\0" in data:
        raise UnreadableError(
            "This is not a text file. Export the references as RIS, BibTeX, CSL-JSON or nbib."
        )
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), LATIN
    except UnicodeDecodeError:
        return data.decode("latin-1"), LATIN
