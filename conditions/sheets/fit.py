"""Does a sheet stand a chance on its pages at a size of type? Saves setting what is sure to run over.

The limit is generous: whatever passes is set and its pages are counted. It was read off
all sheets of the content pack at every size, where the largest that fitted two pages
came to 1.25 million; tests/sheets/test_fit.py checks that none that fits is turned away.
"""

from dataclasses import asdict
from typing import Any

from conditions.sheets.clinician import ClinicianSheet

_LIMIT = 1_300_000
_PER_ENTRY = 12  # what an entry takes beside its text, in characters


def may_fit(sheet: ClinicianSheet, size: float) -> bool:
    """Whether two pages may hold the sheet at `size` points."""
    parts = asdict(sheet) | {"address": ""}
    # Table rows are half empty; references are set smaller.
    length = _length(parts) + _length(parts["tests"]) - 0.3 * _length(parts["sources"])
    return length * size**1.92 < _LIMIT


def _length(value: Any) -> int:
    if isinstance(value, str):
        return len(value) + _PER_ENTRY
    if isinstance(value, dict):
        return sum(map(_length, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_length, value))
    return 0
