"""Page numbers: first and last, and the short form."""

import re

_RANGE = re.compile(
    r"^\s*(?P<first>[^\s\-\u2010-\u2015]+)\s*[-\u2010-\u2015]+\s*(?P<last>[^\s\-\u2010-\u2015]+)\s*$"
)


def first_and_last(page: str) -> tuple[str, str]:
    """`("519", "524")` for "519-524"; an article number or a list stands as the first, without a last."""
    match = _RANGE.match(page)
    return (match["first"], match["last"]) if match else (page.strip(), "")


def normal_range(page: str) -> str:
    """One spelling for files that hold "519--24", "519 – 524" or "519-24": "519-524"."""
    first, last = first_and_last(page)
    if not last:
        return first
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return f"{first}-{last}"


def short_range(page: str) -> str:
    """The last page without the digits that it shares: "519-524" gives "519-24" (Citing Medicine).

    Pages with letters ("e401-e411") and article numbers stay whole.
    """
    first, last = first_and_last(page)
    if not last:
        return first
    if not (first.isdigit() and last.isdigit() and len(first) == len(last) and int(first) < int(last)):
        return f"{first}-{last}"
    shared = 0
    while first[shared] == last[shared]:
        shared += 1
    return f"{first}-{last[shared:]}"
