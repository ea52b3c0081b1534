"""Codes have the shape of their system; SNOMED CT identifiers end in a check digit.

Shapes: ICD-10-CM and ICD-10 as their indexes print them (with the dot), ICD-11 MMS
stem codes without I and O, https://icd.who.int/icd11refguide/; SNOMED CT, 6 to 18
digits with a Verhoeff check digit, https://confluence.ihtsdotools.org/display/DOCRELFMT/6.2+SCTID
"""

import re
from collections.abc import Iterator

from conditions.document import ConditionDocument
from conditions.editorial.checks import Facts, Problem

SHAPES = {
    "ICD-10-CM": r"[A-TV-Z]\d[\dA-Z](\.[\dA-Z]{1,4})?",
    "ICD-10": r"[A-Z]\d\d(\.\d{1,2})?",
    "ICD-11": r"[\dA-HJ-NP-Z][A-HJ-NP-Z]\d[\dA-HJ-NP-Z](\.[\dA-HJ-NP-Z]{1,2})?([&/][\dA-HJ-NP-Z.]{4,7})*",
    "SNOMED-CT": r"[1-9]\d{5,17}",
}

_MULTIPLY = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 2, 3, 4, 0, 6, 7, 8, 9, 5),
    (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7),
    (4, 0, 1, 2, 3, 9, 5, 6, 7, 8),
    (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2),
    (7, 6, 5, 9, 8, 2, 1, 0, 4, 3),
    (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)
_PERMUTE = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 5, 7, 6, 2, 8, 3, 0, 9, 4),
    (5, 8, 0, 3, 7, 9, 6, 1, 4, 2),
    (8, 9, 1, 6, 0, 4, 3, 5, 2, 7),
    (9, 4, 5, 3, 1, 2, 6, 8, 7, 0),
    (4, 2, 8, 6, 5, 7, 3, 9, 0, 1),
    (2, 7, 9, 3, 8, 0, 6, 4, 1, 5),
    (7, 0, 4, 6, 9, 1, 3, 2, 5, 8),
)


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """Problems at codes that can't be codes of their system."""
    for index, code in enumerate(document.codes):
        if not re.fullmatch(SHAPES[code.system], code.code):
            yield Problem(
                "codes",
                f"codes[{index}]",
                f"{code.code} has not the shape of an {code.system} code",
                "blocking",
            )
        elif code.system == "SNOMED-CT" and not verhoeff_holds(code.code):
            yield Problem(
                "codes",
                f"codes[{index}]",
                f"{code.code} has a wrong check digit: look it up again",
                "blocking",
            )


def verhoeff_holds(digits: str) -> bool:
    """Whether the last digit is the Verhoeff check digit of those before it."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        total = _MULTIPLY[total][_PERMUTE[place % 8][int(digit)]]
    return total == 0
