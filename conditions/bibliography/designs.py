"""Suggest a study design. A suggestion only: the curator who accepts the reference decides."""

import re
from collections.abc import Iterable
from typing import get_args

from conditions.document import Design

DESIGNS: tuple[str, ...] = get_args(Design)

# PubMed's publication types, the most telling first.
BY_PUBLICATION_TYPE: tuple[tuple[str, Design], ...] = (
    ("practice guideline", "guideline"),
    ("guideline", "guideline"),
    ("meta-analysis", "meta-analysis"),
    ("systematic review", "systematic-review"),
    ("randomized controlled trial", "randomised-trial"),
    ("consensus development conference", "consensus"),
    ("consensus statement", "consensus"),
    ("case reports", "case-report"),
    ("review", "narrative-review"),
)
BY_TITLE: tuple[tuple[str, Design], ...] = (
    (r"meta-?analys", "meta-analysis"),
    (r"systematic(?: literature)? review|scoping review", "systematic-review"),
    (r"randomi[sz]ed|\bRCT\b", "randomised-trial"),
    (r"guideline", "guideline"),
    (r"\bdelphi\b|consensus", "consensus"),
    (r"diagnostic (?:accuracy|validity|value|utility)|sensitivity and specificity", "diagnostic-accuracy"),
    (r"case[- ]control", "case-control"),
    (r"\bcohort\b", "cohort"),
    (r"cross[- ]sectional", "cross-sectional"),
    (r"case series", "case-series"),
    (r"case report", "case-report"),
    (r"cadaver|anatomical study", "anatomical"),
)
BY_TYPE: dict[str, Design] = {"book": "textbook", "chapter": "textbook", "webpage": "web-page"}


def suggested_design(type_: str, title: str, publication_types: Iterable[str] = ()) -> Design | None:
    """The likely design by PubMed's publication types, then words of the title, then the kind of work."""
    types = {name.lower() for name in publication_types}
    for name, design in BY_PUBLICATION_TYPE:
        # PubMed calls a systematic review a review as well; the title may know more than "Review".
        if name != "review" and any(t == name or t.startswith(f"{name},") for t in types):
            return design
    for pattern, design in BY_TITLE:
        if re.search(pattern, title, re.IGNORECASE):
            return design
    return "narrative-review" if "review" in types else BY_TYPE.get(type_)


def design_among(keywords: Iterable[str]) -> Design | None:
    """The design that this product's own downloads carry as a keyword."""
    for keyword in keywords:
        if keyword.strip() in DESIGNS:
            return keyword.strip()  # type: ignore[return-value]
    return None
