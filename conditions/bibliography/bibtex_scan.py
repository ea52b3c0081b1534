"""Take a BibTeX file apart into entries with their fields; LaTeX inside the values stays as it is.

A broken entry is passed over with a sentence and reading goes on at the next line
that starts with `@`, so one missing brace does not cost the rest of the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_START = re.compile(r"@\s*([A-Za-z]+)\s*[{(]")
_NEXT_ENTRY = re.compile(r"^[ \t]*@", re.MULTILINE)
_NAME = re.compile(r"[^\s,={}()\"#%]+")
_SPACE = re.compile(r"\s*")
NOT_ENTRIES = ("comment", "preamble")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass
class Entry:
    """One entry: its type in lower case, its key, the line it starts on, raw values by lower-case name."""

    type: str
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)


class _BrokenError(ValueError):
    """The entry can't be read; the message completes "Entry x (line n): …"."""


MOST_FAULTS = 50
CUT_SHORT = "the file ends before its closing brace, so it was left out. Is the file whole?"


class Scanner:
    """Reads entries from a text; `faults` has a sentence for each that could not be read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self._line, self._counted = 1, 0
        self.faults: list[str] = []
        self.macros = {month: month for month in MONTHS}

    def entries(self) -> Iterator[Entry]:
        """Every entry that is whole."""
        while (start := _START.search(self.text, self.position)) is not None:
            if len(self.faults) >= MOST_FAULTS:
                self.faults.append(f"More than {MOST_FAULTS} entries are broken: the rest was not read.")
                return
            self.position = start.end()
            entry = Entry(start[1].lower(), "", self._line_at(start.start()))
            try:
                if self._read(entry, self.text[start.end() - 1]):
                    yield entry
            except _BrokenError as broken:
                self.faults.append(f"Entry {entry.key or entry.type} (line {entry.line}): {broken}")
                following = _NEXT_ENTRY.search(self.text, start.end())
                self.position = following.start() if following else len(self.text)

    def _line_at(self, position: int) -> int:
        self._line += self.text.count("\n", self._counted, position)
        self._counted = position
        return self._line

    def _read(self, entry: Entry, bracket: str) -> bool:
        """Fill the entry; whether it is a reference (and not a macro or a comment)."""
        closing = "}" if bracket == "{" else ")"
        if entry.type in NOT_ENTRIES:
            self.position -= 1
            if bracket == "{":
                self._braced()
            return False
        if entry.type != "string":
            entry.key = self._name("has no key")
            self._skip(",")
        while not self._at(closing):
            name = self._name("holds something that is no field")
            if not self._skip("="):
                raise _BrokenError(f"the field “{name}” has no “=”, so it was left out.")
            entry.fields[name.lower()] = self._value()
            if not self._skip(",") and not self._at(closing):
                raise _BrokenError(f"a comma is missing after the field “{name}”, so it was left out.")
        self.position += 1
        if entry.type == "string":
            self.macros.update(entry.fields)
            return False
        return True

    def _space(self) -> None:
        match = _SPACE.match(self.text, self.position)
        self.position = match.end() if match else self.position

    def _at(self, character: str) -> bool:
        self._space()
        if self.position >= len(self.text):
            raise _BrokenError(CUT_SHORT)
        return self.text[self.position] == character

    def _skip(self, character: str) -> bool:
        if self._at(character):
            self.position += 1
            return True
        return False

    def _name(self, complaint: str) -> str:
        self._space()
        match = _NAME.match(self.text, self.position)
        if not match:
            if self.position >= len(self.text):
                raise _BrokenError(CUT_SHORT)
            raise _BrokenError(f"it {complaint}, so it was left out.")
        self.position = match.end()
        return match[0]

    def _value(self) -> str:
        """Braced, quoted or bare pieces, joined by `#`."""
        pieces = [self._piece()]
        while self._skip("#"):
            pieces.append(self._piece())
        return "".join(pieces)

    def _piece(self) -> str:
        if self._at("{"):
            return self._braced()
        if self._at('"'):
            return self._quoted()
        name = self._name("has a field without a value")
        return self.macros.get(name.lower(), name)

    def _braced(self) -> str:
        start, depth = self.position, 0
        for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(self.text, start):
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
                if depth == 0:
                    self.position = match.end()
                    return self.text[start + 1 : match.start()]
        raise _BrokenError(CUT_SHORT)

    def _quoted(self) -> str:
        start, depth = self.position, 0
        for match in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(self.text, start + 1):
            if match[0] == '"' and depth == 0:
                self.position = match.end()
                return self.text[start + 1 : match.start()]
            depth += {"{": 1, "}": -1}.get(match[0], 0)
        raise _BrokenError(CUT_SHORT)
