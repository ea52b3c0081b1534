"""Which characters a sheet can show, and what stands for those that it can't.

PDF/UA forbids text without a glyph, so Typst refuses it. Rather than lose the
sheet, a letter is shown without its accent, and anything else by its number:
[U+4E2D]. Nothing that can be seen vanishes.
"""

import unicodedata
from bisect import bisect_right
from typing import Any

# What Atkinson Hyperlegible Next and Typst's own DejaVu Sans Mono hold of the scripts that run left to
# right; tests/sheets/test_glyphs.py sets every one of them.
_RANGES = (
    *(
        (0x20, 0x7E),
        (0xA0, 0xAC),
        (0xAE, 0x17F),
        (0x1CD, 0x1E3),
        (0x218, 0x21B),
        (0x2C6, 0x2C9),
        (0x2D8, 0x2DD),
    ),
    *((0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x3CE), (0x400, 0x45F)),
    *((0x2000, 0x200A), (0x2010, 0x2023), (0x2026, 0x2026), (0x202F, 0x2037), (0x2039, 0x203A)),
    *((0x2044, 0x2044), (0x2070, 0x2071), (0x2074, 0x208E), (0x20A0, 0x20B5), (0x2122, 0x2122)),
    *((0x2126, 0x2126), (0x2153, 0x215E), (0x2190, 0x2213), (0x2215, 0x2215), (0x2217, 0x2220)),
    *((0x2248, 0x2248), (0x2260, 0x2265), (0x2295, 0x2299), (0x2500, 0x25FF)),
)
_STARTS = [start for start, _ in _RANGES]
_INVISIBLE = {"Cc", "Cf"}


def printable(value: Any) -> Any:
    """JSON-ready data with every string made showable."""
    if isinstance(value, str):
        return showable(value)
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return value


def showable(text: str) -> str:
    """The text in characters that have a glyph; invisible controls (bidirectional marks too) are left out.

    A percent sign stays on the line of its number.
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(_shown, unicodedata.normalize("NFC", text)))
    return text.replace(" %", "\u00a0%")


def has_glyph(character: str) -> bool:
    """Whether the fonts of a sheet hold the character."""
    code = ord(character)
    index = bisect_right(_STARTS, code) - 1
    return index >= 0 and code <= _RANGES[index][1]


def _shown(character: str) -> str:
    if character == "\n" or has_glyph(character):
        return character
    if character == "\t":
        return " "
    if unicodedata.category(character) in _INVISIBLE:
        return ""
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    if plain and all(map(has_glyph, plain)):
        return plain
    return f"[U+{ord(character):04X}]"
