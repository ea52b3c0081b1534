"""The words that a sheet uses for the values of the schema."""

from datetime import date

CATEGORY_WORDS = {
    "tendon-and-bursa": "Tendon and bursa",
    "nerve-entrapment": "Nerve entrapment",
    "joint": "Joint",
    "spinal-referral": "Referred from the spine",
    "muscle": "Muscle",
    "bone": "Bone",
    "inflammatory": "Inflammatory",
    "emergency": "Emergency",
}
FOR_CLINICIANS = "For health professionals; it does not replace judgement. Circles show the certainty of the evidence (GRADE)."
FOR_PATIENTS = "This sheet is general advice. It does not replace a talk with your clinician."
URGENCY_WORDS = {"emergency": "Same day", "urgent": "Within days"}
CONDITION_URGENCY = {
    "emergency": "This condition is an emergency: act the same day.",
    "urgent": "This condition is urgent: act within days.",
}
SECTION_WORDS = {
    "overview": "Overview",
    "causes": "Causes",
    "presentation": "Presentation",
    "examination": "Examination",
    "investigations": "Investigations",
    "management": "Care: the evidence",
    "prognosis": "Outlook",
    "referral": "When to refer",
}
# Circles filled of four, as GRADE draws certainty; consensus stands outside GRADE.
CERTAINTY_WORDS = {
    "high": ("high", 4),
    "moderate": ("moderate", 3),
    "low": ("low", 2),
    "very-low": ("very low", 1),
    "consensus": ("consensus", 0),
}
FREQUENCY_WORDS = {
    "very-frequent": ("Very frequent", "80 to 99 %"),
    "frequent": ("Frequent", "30 to 79 %"),
    "occasional": ("Occasional", "5 to 29 %"),
    "very-rare": ("Very rare", "1 to 4 %"),
    "excluded": ("Not part of it", "under 1 %"),
}
ROLE_WORDS = {
    "first-line": "First line",
    "second-line": "Second line",
    "specialist": "Specialist care",
    "unproven": "Unproven",
    "not-recommended": "Not recommended",
}
# For patients: where it hurts, in words of the street.
PLAIN_REGIONS = {
    "low-back": "low back",
    "iliac-crest": "top edge of the hip bone",
    "si-joint": "low back just above the buttock",
    "upper-buttock": "upper buttock",
    "mid-buttock": "middle of the buttock",
    "lower-buttock": "lower buttock",
    "lateral-hip": "side of the hip",
    "groin": "groin",
    "perineum": "between the legs",
    "lateral-thigh": "outside of the thigh",
    "posterior-thigh": "back of the thigh",
    "anterior-thigh": "front of the thigh",
    "below-knee": "leg below the knee",
    "foot": "foot",
}


def day(value: date | None) -> str:
    """21 November 2026; an em dash where there is no date."""
    return f"{value.day} {value:%B %Y}" if value else "—"


def listed(words: list[str]) -> str:
    """a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
