"""Does a sheet stand a chance on its pages in a form of type? Saves setting what is sure to run over.

The limits are generous: whatever passes is set and its pages are counted. They were read
off all sheets of the content pack in every form; tests/sheets/test_fit.py checks that none
that fits is turned away.
"""

from dataclasses import asdict
from typing import Any

from conditions.sheets.parts import ClinicianSheet

_PER_ENTRY = 12  # what an entry takes beside its text, in characters

# The longest sheet worth setting, by points of the type and number of pages.
_LIMITS = {(9.2, 1): 6_500, (8.5, 1): 9_700, (9.2, 2): 15_000, (8.7, 2): 17_400, (8.5, 2): 22_600}


def may_fit(sheet: ClinicianSheet, pages: int, size: float, *, tight: bool) -> bool:
    """Whether so many pages may hold the sheet in type of `size` points."""
    return length_of(sheet, tight=tight) <= _LIMITS.get((size, pages), float("inf"))


def length_of(sheet: ClinicianSheet, *, tight: bool) -> float:
    """How long a sheet is, in characters of running text."""
    parts = asdict(sheet) | {"address": ""}
    tests, standards, sources = (_length(parts.pop(name)) for name in ("tests", "standards", "sources"))
    if tight:  # in a column, what was compared with said once
        figures = [asdict(test) | {"standard": ""} for test in sheet.tests]
        return _length(parts) + _length(figures) + standards + 0.3 * sources
    # Table rows are half empty; references are set smaller.
    return _length(parts) + 2 * tests + 0.35 * sources


def _length(value: Any) -> int:
    if isinstance(value, str):
        return len(value) + _PER_ENTRY
    if isinstance(value, dict):
        return sum(map(_length, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_length, value))
    return 0
