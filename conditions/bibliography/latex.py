r"""Plain text out of LaTeX as bibliographies hold it: accents, symbols, braces.

What it does not know (mathematics, rare macros) it leaves as it stands, so nothing is lost.
"""

import re
import unicodedata

ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
    "b": "\u0331",
}
SYMBOLS = {
    "o": "ø",
    "O": "Ø",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "l": "ł",
    "L": "Ł",
    "aa": "å",
    "AA": "Å",
    "i": "i",
    "j": "j",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textendash": "–",
    "textemdash": "—",
    "textquoteright": "’",
    "textquoteleft": "‘",
    "textregistered": "®",
    "texttrademark": "™",
    "textdegree": "°",
    "beta": "β",
    "alpha": "α",
    "ldots": "…",
    "dots": "…",
}
_LETTER_ACCENT = re.compile(r"\\([cvuHkrdb])(?:\s*\{\s*(\\?[A-Za-z])\s*\}|\s+([A-Za-z]))")
_SIGN_ACCENT = re.compile(r"\\(['`^\"~=.])\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))")
_SYMBOL = re.compile(
    r"\\(" + "|".join(sorted(SYMBOLS, key=len, reverse=True)) + r")(?![A-Za-z])(?:\{\}|\s+|)"
)
_WRAPPER = re.compile(
    r"\\(?:emph|textit|textbf|textsc|textrm|textsuperscript|textsubscript|mbox|url|href|it|bf|em)\b\s*"
)
_ESCAPED = re.compile(r"\\([&%$#_{}])")
# Characters that braces and dashes must not touch while they are worked on.
_KEPT = {"{": "\ue000", "}": "\ue001", "\\": "\ue002", "-": "\ue003", "~": "\ue004"}


def from_latex(text: str) -> str:
    """The text without LaTeX; accented letters are composed."""
    text = text.replace("-{}-", _KEPT["-"] * 2)
    text = _SIGN_ACCENT.sub(_accented, text)
    text = _LETTER_ACCENT.sub(_accented, text)
    text = _ESCAPED.sub(lambda m: _KEPT.get(m[1], m[1]), text)
    text = _SYMBOL.sub(lambda m: _KEPT.get(SYMBOLS[m[1]], SYMBOLS[m[1]]), text)
    text = _WRAPPER.sub("", text)
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    text = text.replace("{", "").replace("}", "").replace("\\ ", " ").replace("~", " ")
    for character, stand_in in _KEPT.items():
        text = text.replace(stand_in, character)
    return unicodedata.normalize("NFC", text)


def _accented(match: re.Match[str]) -> str:
    letter = (match[2] or match[3]).removeprefix("\\")
    return unicodedata.normalize("NFC", letter + ACCENTS[match[1]])
