"""What is wrong on the editor's page, in words: which part, which field, what to do, and where it is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.forms import BaseForm

NOUNS = {
    "codes": "Code",
    "statements": "Statement",
    "findings": "Finding",
    "accuracy": "study",
    "management": "Treatment",
    "differentials": "Told apart from",
    "claims": "Claim",
    "handout": "Handout",
}


@dataclass(frozen=True)
class Wrong:
    """One error: `href` leads to the field."""

    where: str
    href: str
    message: str


def wrong_fields(forms: Iterable[BaseForm]) -> Iterator[Wrong]:
    """The first error of each field of each form."""
    for form in forms:
        for name, errors in form.errors.items() if form.is_bound else ():
            prefix, place = str(form.prefix), part_in_words(str(form.prefix))
            if name not in form.fields:
                yield Wrong(place or "Basics", f"#{prefix}", str(errors[0]))
                continue
            label = str(form[name].label)
            where = f"{place}, {label[:1].lower() + label[1:]}" if place else label
            yield Wrong(where, f"#{prefix}-{name}-field", str(errors[0]))


def part_in_words(prefix: str) -> str:
    """`findings-3-accuracy-0` as “Finding 4, study 1”; nothing for the head of the page."""
    steps = re.findall(r"([a-z]+)(?:-(\d+))?", prefix)
    return ", ".join(
        NOUNS[name] + (f" {int(number) + 1}" if number else "") for name, number in steps if name in NOUNS
    )
