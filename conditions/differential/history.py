"""Reading age, sex, duration, body mass index and bladder residual from a note into history findings.

Each reading follows the wording of the finding itself ("Age over 50" is 51 or
more, "more than three months" is not three). A finding that the vocabulary does
not hold is left out by the caller.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_YEARS = r"(?:y(?:ea)?rs?|y)[\s-]*(?:/?[\s-]*o(?:ld)?)?"
_SEX = r"(?P<{0}>female|male|woman|man|lady|gentleman|girl|boy|f|m)"
_AGE = re.compile(
    rf"""
      \b(?P<a1>\d{{1,3}})\s*[-\s]?(?:{_YEARS}[\s-]*)?{_SEX.format("s1")}\b
    | \b{_SEX.format("s2")}\s?,?\s?(?P<a2>\d{{2,3}})(?:\s*{_YEARS})?\b(?!\s*/)
    | \b(?P<a3>\d{{1,3}})\s*[-\s]?y(?:ea)?r?s?[\s-]*/?[\s-]*o(?:ld)?\b
    | (?<!before\s)(?<!under\s)(?<!over\s)(?<!below\s)\b(?:aged?|age\sof)\s*:?\s*(?P<a4>\d{{1,3}})\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SEX_ALONE = re.compile(r"\b(?P<sex>female|male|woman|man|lady|gentleman)\b", re.IGNORECASE)
# Twelve weeks are taken as the three months that they are called.
_UNITS = {"7": 1 / 30.44, "52": 1 / 4, "12": 1.0}
_DURATION = re.compile(
    r"""
    (?P<more>>|>\s*/?=|over|more\sthan|at\sleast|≥)?\s*(?P<less><|under|less\sthan|≤|within)?\s*
    (?:x\s*)?\b(?:
      (?P<n1>\d{1,3})\s?/\s?(?P<d>7|52|12)\b
    | (?P<n2>\d{1,3}(?:\.\d)?|an?|one|two|three|four|five|six|several|few|many)\s*(?P<plus>\+)?\s*-?
      (?P<unit>days?|weeks?|wks?|months?|mths?|mos?|years?|yrs?)\b(?![\s-]*old|\s*/?\s*o\b)
    )(?P<ago>\s+ago)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_MONTHS = {"d": 1 / 30.44, "w": 1 / 4, "m": 1.0, "y": 12.0}
_BMI = re.compile(r"\bBMI\s*(?:of|is|=|:)?\s*(?P<value>\d{2}(?:\.\d)?)\b", re.IGNORECASE)
_RESIDUAL = re.compile(
    r"\b(?:PVR|post[\s-]?void(?:\s(?:bladder\s)?residual(?:\svolume)?)?)\s*(?:of|is|=|:)?\s*(?P<value>\d{1,4})\s*(?:mls?)?\b",
    re.IGNORECASE,
)
_ONSET = re.compile(
    r"start|beg[au]n|onset|came on|injur|fell|fall|twist|pain|sore|ache|symptom", re.IGNORECASE
)
_OVER_50 = re.compile(
    r"(?:\bover|\babove|>)\s?50(?:s|\s?y(?:ea)?rs?(?:\sold)?)?\b(?!\s?(?:mm|cm|ml|%|deg|°))", re.IGNORECASE
)
_STIFF = re.compile(
    r"\b(?:morning\sstiffness|EMS|AM\sstiffness|stiff\w*\sin\sthe\smornings?|stiff\w*)\b[^.;,\n<>]{0,20}?(?P<sign><|>|over\s|under\s)?\s*"
    r"(?P<value>\d{1,3}(?:\.\d)?|an?|one|two|half\san)\s*(?P<unit>min\w*|h(?:ou)?rs?|h)\b(?:\s(?:in|every)\s(?:the\s)?morning)?",
    re.IGNORECASE,
)
_WAKES = re.compile(r"\b(?:wak\w+|woken)\s[^.;,\n]{0,15}?\b[345]\s?a\.?m\b", re.IGNORECASE)
_NOT_A_DURATION = re.compile(r"\b(?:in|after|review|return|follow[\s-]?up)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A finding read from a figure or word of the note."""

    finding: str
    present: bool
    start: int
    end: int


def readings(text: str) -> list[Reading]:
    """Every reading in order of its place; the caller masks their spans from word matching."""
    found = [*_people(text), *_figures(text)]
    return sorted(found, key=lambda r: (r.start, r.finding))


def _people(text: str) -> Iterator[Reading]:
    age, span = None, (0, 0)
    sexed = False
    months = _months(text)
    for match in _AGE.finditer(text):
        value = int(match["a1"] or match["a2"] or match["a3"] or match["a4"])
        sex = (match["s1"] or match["s2"] or "").casefold()
        if not 10 <= value <= 110 or age is not None:
            continue
        age, span = value, match.span()
        if sex:
            sexed = True
            yield Reading("female-sex", sex[0] in "flwg" and sex != "gentleman", *span)
    if not sexed and (alone := _SEX_ALONE.search(text)):
        yield Reading("female-sex", alone["sex"].casefold() in {"female", "woman", "lady"}, *alone.span())
    if age is not None:
        yield Reading("age-40-to-60", 40 <= age <= 60, *span)
        yield Reading("age-over-50", age > 50, *span)
        if age < 45 or (months is not None and age - months[0] / 12 >= 45):
            yield Reading("onset-before-45", age < 45, *span)
    elif older := _OVER_50.search(text):
        yield Reading("age-over-50", True, *older.span())
    if months is not None:
        yield Reading("symptoms-over-3-months", months[1], months[2], months[3])


def _months(text: str) -> tuple[float, bool, int, int] | None:
    """The longest duration: months, whether that is more than three, and its place."""
    best: tuple[float, bool, int, int] | None = None
    for match in _DURATION.finditer(text):
        if _NOT_A_DURATION.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        if match["ago"] and not _ONSET.search(text[max(0, match.start() - 40) : match.start()]):
            continue
        if match["n1"]:
            months = int(match["n1"]) * _UNITS[match["d"]]
        else:
            count = match["n2"].casefold()
            if count in {"several", "few", "many"}:
                if match["unit"][0].casefold() != "y":
                    continue
                count = "2"
            months = float(_WORDS.get(count, count)) * _MONTHS[match["unit"][0].casefold()]
        beyond = bool(match["more"] or match["plus"])
        if match["less"] and months > 3:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if best is None or months > best[0]:
            best = (months, months > 3 or (beyond and months >= 3), start, match.end())
    return best


def _figures(text: str) -> Iterator[Reading]:
    if (match := _BMI.search(text)) and float(match["value"]) > 30:
        yield Reading("high-bmi", True, *match.span())
    if match := _RESIDUAL.search(text):
        yield Reading("post-void-residual-over-200", int(match["value"]) >= 200, *match.span())
    if match := _STIFF.search(text):
        yield from _stiffness(match)
    if match := _WAKES.search(text):
        yield Reading("night-pain-second-half", True, *match.span())


def _stiffness(match: re.Match[str]) -> Iterator[Reading]:
    count = match["value"].casefold()
    value = 0.5 if count.startswith("half") else float(_WORDS.get(count, count))
    minutes = value * (60 if match["unit"][0] in "hH" else 1)
    sign = (match["sign"] or "").strip().casefold()
    if sign not in {"<", "under"} or minutes <= 30:
        longer = minutes > 30 or (minutes == 30 and sign in {">", "over"})
        yield Reading("morning-stiffness-over-30-min", longer, *match.span())
    if sign not in {">", "over"} or minutes >= 60:
        shorter = minutes <= 60 and sign not in {">", "over"}
        yield Reading("morning-stiffness-under-60-min", shorter, *match.span())
