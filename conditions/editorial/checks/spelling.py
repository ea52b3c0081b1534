"""Names of findings are spelt right: wrong forms come from the list that search corrects by."""

import re
from collections.abc import Iterator
from functools import cache

import yaml
from django.conf import settings

from conditions.document import ConditionDocument
from conditions.editorial.checks import Facts, Problem


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """Problems in names of findings."""
    wrong = wrong_forms()
    for index, finding in enumerate(document.vocabulary):
        for word in re.findall(r"[a-z]+", finding.name.lower()):
            if word in wrong:
                yield Problem(
                    "spelling", f"vocabulary[{index}]", f"“{word}” is spelt {wrong[word]}", "warning"
                )
        if finding.name != " ".join(finding.name.split()):
            yield Problem("spelling", f"vocabulary[{index}]", "the name has stray spaces", "warning")


@cache
def wrong_forms() -> dict[str, str]:
    """The right form of each wrong one-word form; forms that are words of their own are left out."""
    file = settings.FIXTURES / "spelling.yaml"
    if not file.exists():
        return {}
    listed = yaml.safe_load(file.read_text(encoding="utf-8"))
    words = {"lumber", "lower", "fabers"}
    return {
        form: right
        for right, forms in listed.items()
        for form in forms
        if " " not in form and form not in words
    }
