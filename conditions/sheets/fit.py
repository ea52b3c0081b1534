"""Does a sheet stand a chance on its pages in a form of type? Saves setting what is sure to run over.

The limits are generous: whatever passes is set and its pages are counted. They were read
off all sheets of the content pack in every form; tests/sheets/test_fit.py checks that none
that fits is turned away.
"""

from dataclasses import asdict
from typing import Any

from conditions.sheets.clinician import ClinicianSheet

_PER_ENTRY = 12  # what an entry takes beside its text, in characters

# The longest sheet worth setting, by points of the type and number of pages.
_LIMITS = {(9.2, 1): 7_000, (8.5, 1): 11_700, (9.2, 2): 16_500, (8.7, 2): 19_200, (8.5, 2): 31_500}


def may_fit(sheet: ClinicianSheet, size: float, pages: int) -> bool:
    """Whether so many pages may hold the sheet in type of `size` points."""
    return _length_of(sheet) <= _LIMITS.get((size, pages), float("inf"))


def _length_of(sheet: ClinicianSheet) -> float:
    parts = asdict(sheet) | {"address": ""}
    # Table rows are half empty; references are set smaller.
    return _length(parts) + _length(parts["tests"]) - 0.3 * _length(parts["sources"])


def _length(value: Any) -> int:
    if isinstance(value, str):
        return len(value) + _PER_ENTRY
    if isinstance(value, dict):
        return sum(map(_length, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_length, value))
    return 0
