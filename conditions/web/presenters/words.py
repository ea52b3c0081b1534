"""The words that pages use for the terms of the document. Output shown by tests/web/test_words.py."""

from collections.abc import Callable

from conditions.document import FREQUENCY_BANDS

KINDS = {
    "history": "History",
    "symptom": "Symptoms",
    "sign": "Signs",
    "test": "Tests",
    "imaging": "Imaging",
    "laboratory": "Laboratory",
}
SECTIONS = {
    "overview": "Overview",
    "causes": "Causes",
    "presentation": "Presentation",
    "examination": "Examination",
    "investigations": "Investigations",
    "management": "Management",
    "prognosis": "Prognosis",
    "referral": "Referral",
}
ROLES = {
    "first-line": "First line",
    "second-line": "Second line",
    "specialist": "Specialist care",
    "unproven": "Unproven",
    "not-recommended": "Not recommended",
}
VERDICTS = {
    "supported": ("✓", "Supported"),
    "partly-supported": ("±", "Partly supported"),
    "unproven": ("?", "Unproven"),
    "contradicted": ("✗", "Contradicted"),
}
CERTAINTIES = {
    "high": (4, "high certainty"),
    "moderate": (3, "moderate certainty"),
    "low": (2, "low certainty"),
    "very-low": (1, "very low certainty"),
    "consensus": (0, "consensus of clinicians"),
}
URGENCIES = {"emergency": "Act the same day", "urgent": "Act within days"}
BASE_RATES = {
    "common": "Common in first-contact care",
    "uncommon": "Uncommon in first-contact care",
    "rare": "Rare in first-contact care",
}
TAGS = {
    "pathognomonic": "pathognomonic",
    "diagnostic-criterion": "diagnostic criterion",
    "exclusion-criterion": "excludes the condition",
}
BASES = {"cited": "from the cited sources", "consensus": "consensus"}
STANDINGS = {"retracted": "Retracted", "corrected": "Corrected"}


def plain(term: str) -> str:
    """A term of the format in words: `tendon-and-bursa` is `tendon and bursa`."""
    return {"si-joint": "sacroiliac joint", "below-knee": "below the knee"}.get(term, term.replace("-", " "))


def short(name: str, abbreviation: str | None) -> str:
    """The shortest name of a condition that is still clear: its abbreviation, else its name without the bracket."""
    return abbreviation or name.split(" (")[0]


def percent(share: float) -> str:
    """A share as a percentage with the digits that it was given with, without its sign: 0.973 is `97.3`."""
    return f"{round(share * 100, 2):g}"


def ratio(value: float) -> str:
    """A likelihood ratio with the digits that it was given with."""
    return f"{value:g}"


def limits(interval: tuple[float, float] | None, wording: Callable[[float], str]) -> str:
    """The limits of an interval in the words of its figure: `1.2–3.9`; empty where none is known."""
    return "" if interval is None else "–".join(wording(limit) for limit in interval)


def band(frequency: str) -> str:
    """The share of people that a frequency term stands for, in per cent: `80–99`."""
    low, high = FREQUENCY_BANDS[frequency]
    return "0" if frequency == "excluded" else f"{low * 100:g}–{high * 100:g}"


def listed(names: list[str], joiner: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joiner} {names[-1]}"
