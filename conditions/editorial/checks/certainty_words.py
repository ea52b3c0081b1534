"""The verb fits the certainty: “reduces” is for high, “probably” for moderate, “may” for low certainty.

GRADE guidelines 26, https://www.jclinepi.com/article/S0895-4356(19)30416-0/fulltext
Only statements about an effect are looked at.
"""

import re
from collections.abc import Iterator

from conditions.document import ConditionDocument
from conditions.editorial.checks import Facts, Problem

EFFECT = re.compile(
    r"\b(reduces?|improves?|increases?|decreases?|relieves?|prevents?|shortens?|lessens?|cures?|eases?)\b",
    re.I,
)
HEDGED = re.compile(
    r"\b(may|might|can|could|probably|possibly|perhaps|seems?|appears?|likely|uncertain|unclear|suggests?|"
    r"not known|some|sometimes|often|usually|in one|in a|trial|study|studies|review)\b",
    re.I,
)
DOUBT = re.compile(r"\b(may|might|uncertain|unclear|unknown)\b", re.I)


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """Problems at statements and treatments whose words are surer, or less sure, than their certainty."""
    parts = [
        (f"sections[{i}].statements[{j}]", s.text, s.certainty)
        for i, section in enumerate(document.sections)
        for j, s in enumerate(section.statements)
    ]
    parts += [(f"management[{i}]", m.text, m.certainty) for i, m in enumerate(document.management)]
    for path, text, certainty in parts:
        effect = EFFECT.search(text)
        if not effect:
            continue
        if certainty in ("low", "very-low") and not HEDGED.search(text):
            words = certainty.replace("-", " ")
            yield Problem(
                "certainty words",
                path,
                f"says “{effect.group()}” on {words} certainty: say “may {_stem(effect.group())}”, or whose finding it is",
                "warning",
            )
        elif certainty == "high" and DOUBT.search(text):
            yield Problem("certainty words", path, "is hedged although its certainty is high", "warning")


def _stem(verb: str) -> str:
    return verb.lower().removesuffix("s")
