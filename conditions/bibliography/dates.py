"""Dates of publication, which may lack month or day."""

import re
from datetime import date

from conditions.document import Reference

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_parts(reference: Reference) -> list[int]:
    """Year, and month and day where they are known; empty without a date."""
    return [] if reference.issued is None else [int(part) for part in str(reference.issued).split("-")]


def in_words(parts: list[int]) -> str:
    """`2017`, `2017 Mar` or `2017 Mar 4`, as the National Library of Medicine writes dates."""
    words = [str(parts[0])]
    if len(parts) > 1 and 1 <= parts[1] <= 12:
        words.append(MONTHS[parts[1] - 1])
        words += [str(day) for day in parts[2:3]]
    return " ".join(words)


def day_in_words(day: date) -> str:
    """`2024 Jan 5`."""
    return in_words([day.year, day.month, day.day])


def issued_from(parts: list[int]) -> int | str | None:
    """The schema's `issued` for year, month, day: an int for a year alone, else `2017-03` or `2017-03-04`.

    Parts that make no date (month 13, 31 June) are left out from the first wrong one on.
    """
    if not parts or not 1500 <= parts[0] <= 2200:
        return None
    if len(parts) == 1 or not 1 <= parts[1] <= 12:
        return parts[0]
    if len(parts) > 2:
        try:
            return date(*parts[:3]).isoformat()
        except ValueError:
            pass
    return f"{parts[0]}-{parts[1]:02}"


def issued_from_text(text: str) -> int | str | None:
    """`issued` out of what files hold: `2017/03/04/`, `2017 Mar 4`, `2017-03`, `March 2017`, `2017 Spring`.

    A season is no month: the year alone is what is known.
    """
    year = re.search(r"(?<!\d)(1[5-9]|2[01])\d\d(?!\d)", text)
    if not year:
        return None
    parts = [int(year[0])]
    rest = f"{text[: year.start()]} {text[year.end() :]}"
    month = re.search(r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", rest)
    numbers = [int(n) for n in re.findall(r"(?<!\d)\d{1,2}(?!\d)", rest)]
    if month:
        parts.append(MONTHS.index(month[1].title()) + 1)
    elif numbers and not text[: year.start()].strip():
        # In figures only with the year first: 03/04/2017 is March in one country and April in another.
        parts.append(numbers.pop(0))
    if len(parts) == 2 and numbers:
        parts.append(numbers[0])
    return issued_from(parts)
