"""Where a list goes on: text that a client hands back as it came.

A cursor holds the name of its list and the place of the last item that was given, in the
order of that list. What is published meanwhile moves no place, so nothing is given twice
or left out.
"""

import base64
import json
import re

from conditions.interchange.api.parameters import ParameterError

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WRONG = "This is no cursor of this list: take `next` or `cursor` from the answer before."


def write(name: str, *place: str | int) -> str:
    """The cursor of a place in the list of this name."""
    text = json.dumps([name, *place], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(name: str, cursor: str, *types: type) -> tuple[str | int, ...]:
    """The place in a cursor, which must have values of these types. Raises ParameterError."""
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        value = json.loads(text)
        if value[0] == name and tuple(map(type, value[1:])) == types and write(*value) == cursor:
            return tuple(value[1:])
    except (ValueError, TypeError, LookupError, RecursionError):
        pass
    raise refused()


def slug(name: str, cursor: str | None) -> str:
    """The slug after which a list by slug goes on; empty at its beginning. Raises ParameterError."""
    if cursor is None:
        return ""
    (found,) = read(name, cursor, str)
    if not _SLUG.fullmatch(str(found)):
        raise refused()
    return str(found)


def number(name: str, cursor: str | None) -> int | None:
    """The number before which a list goes on; None at its beginning. Raises ParameterError."""
    if cursor is None:
        return None
    (found,) = read(name, cursor, int)
    if not 0 < int(found) < 2**31:
        raise refused()
    return int(found)


def refused(message: str = _WRONG) -> ParameterError:
    """The error of a cursor that can't be used."""
    return ParameterError([{"parameter": "cursor", "message": message}])
