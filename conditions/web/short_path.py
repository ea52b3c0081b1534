"""SVG paths in fewer bytes: the same drawing in relative steps. Output shown by tests/web/test_body_map.py."""

import re
from functools import lru_cache

_COMMAND = re.compile(r"([MLCZ])([^MLCZ]*)")


@lru_cache(maxsize=512)
def short_path(path: str) -> str:
    """An absolute path of M, L, C and Z with one decimal as relative steps, without loss."""
    x = y = start_x = start_y = 0
    text = last = before = ""
    for command, given in _COMMAND.findall(path):
        tenths = [round(float(number) * 10) for number in given.split()]
        steps = [v - (y if i % 2 else x) for i, v in enumerate(tenths)]
        if command.lower() != last:
            last, before = command.lower(), ""
            text += last
        for step in steps:
            number = _number(step)
            # A minus sign parts two numbers, and so does a point after a number that has one.
            parted = number[0] == "-" or (number[0] == "." and "." in before)
            text += number if parted or not before else f" {number}"
            before = number
        x, y = tenths[-2:] if tenths else (start_x, start_y)
        if command == "M":
            start_x, start_y = x, y
    return "M" + text[1:]


def _number(tenths: int) -> str:
    text = f"{tenths / 10:g}"
    return text.replace("0.", ".", 1) if abs(tenths) < 10 else text
