"""Made-up conditions that pass the schema, as many as wanted: the sizes are those of real ones.

Each has 20 findings out of a vocabulary of 400, 60 names (synonyms and search terms),
some of the 14 regions, ten statements, five treatments and five sources. The same number
gives the same condition on every machine.
"""

import random
from collections.abc import Iterator
from typing import get_args

from conditions.document import (
    REGIONS,
    SECTION_KINDS,
    Category,
    Certainty,
    ConditionDocument,
    Finding,
    FindingGroup,
    InterventionKind,
    Reference,
)

FINDINGS, SOURCES = 400, 2_000
_SYLLABLES = (
    "ba",
    "co",
    "di",
    "fe",
    "gu",
    "ha",
    "li",
    "mo",
    "na",
    "pe",
    "qui",
    "ro",
    "sa",
    "te",
    "vi",
    "xo",
    "zu",
)
_PLACES = (
    "hip",
    "buttock",
    "thigh",
    "groin",
    "sacroiliac",
    "trochanteric",
    "ischial",
    "lumbar",
    "pelvic",
    "iliac",
)
_KINDS = (
    "pain",
    "syndrome",
    "tendinopathy",
    "impingement",
    "entrapment",
    "strain",
    "bursitis",
    "stenosis",
    "tear",
)
_TEXT = """pain worse better lying sitting walking stairs night stiffness tender weak numb test positive exercise load
tendon nerve joint muscle scan common rare older younger runner pregnancy trial evidence steroid injection"""
_WORDS = tuple(_TEXT.split())


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4)))


def _name(chance: random.Random) -> str:
    return f"{_word(chance).capitalize()} {chance.choice(_PLACES)} {chance.choice(_KINDS)}"


def _code(number: int) -> str:
    """A code in the shape of ICD-10; 26,000 different ones."""
    return f"{chr(65 + number // 1_000 % 26)}{number // 10 % 100:02}.{number % 10}"


def _sentence(chance: random.Random, length: int = 22) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(length)).capitalize() + "."


def findings() -> list[Finding]:
    """The vocabulary that the conditions share."""
    chance = random.Random("findings")
    groups = get_args(FindingGroup)
    kinds = ("symptom", "symptom", "sign", "test", "history")
    return [
        Finding(
            id=f"finding-{number}",
            name=f"{_word(chance).capitalize()} {chance.choice(_WORDS)} {number}",
            kind=kinds[number % 5],
            group=groups[number % len(groups)],
            synonyms=tuple(f"{_word(chance)} {chance.choice(_WORDS)}" for _ in range(3)),
            urgency="urgent" if number % 40 == 0 else None,
            action="Refer." if number % 40 == 0 else None,
        )
        for number in range(FINDINGS)
    ]


def sources() -> list[Reference]:
    """The references that the conditions share."""
    chance = random.Random("sources")
    return [
        Reference.model_validate(
            {
                "id": f"source-{number}",
                "type": "article-journal",
                "title": _sentence(chance, 9),
                "author": [{"family": _word(chance).capitalize(), "given": "A"}],
                "design": "cohort",
                "issued": 1990 + number % 35,
            }
        )
        for number in range(SOURCES)
    ]


def conditions(count: int, start: int = 0) -> Iterator[ConditionDocument]:
    """Conditions number `start` and on."""
    vocabulary, shelf = findings(), sources()
    # Some findings are common and most are not, as in life.
    weights = [1 / (1 + number % 97) for number in range(FINDINGS)]
    for number in range(start, start + count):
        yield _condition(number, vocabulary, shelf, weights)


def _condition(
    number: int, vocabulary: list[Finding], shelf: list[Reference], weights: list[float]
) -> ConditionDocument:
    chance = random.Random(number)
    chosen = list(dict.fromkeys(chance.choices(vocabulary, weights, k=60)))[:20]
    cited = chance.sample(shelf, 5)
    certainties, kinds = get_args(Certainty), get_args(InterventionKind)

    def citation() -> list[str]:
        return [chance.choice(cited).id]

    return ConditionDocument.model_validate(
        {
            "slug": f"synthetic-{number}",
            "name": f"{_name(chance)} {number}",
            "abbreviation": f"X{number}",
            "synonyms": [_name(chance) for _ in range(10)],
            "search_terms": [_name(chance).lower() for _ in range(50)],
            "category": chance.choice(get_args(Category)),
            "base_rate": chance.choice(("common", "uncommon", "rare")),
            "regions": chance.sample(REGIONS, chance.randint(1, 6)),
            "codes": [{"system": "ICD-10", "code": _code(number), "display": "Synthetic"}],
            "summary": _sentence(chance, 40),
            "typical_patient": _sentence(chance),
            "sections": [
                {
                    "kind": kind,
                    "statements": [
                        {
                            "text": _sentence(chance),
                            "citations": citation(),
                            "certainty": chance.choice(certainties),
                        }
                        for _ in range(2)
                    ],
                }
                for kind in SECTION_KINDS[:5]
            ],
            "findings": [
                {
                    "finding": finding.id,
                    "frequency": chance.choice(("very-frequent", "frequent", "frequent", "occasional", "very-rare")),
                    "basis": "cited",
                    "citations": citation(),
                }
                for finding in chosen
            ],
            "management": [
                {
                    "name": chance.choice(_WORDS).capitalize(),
                    "kind": chance.choice(kinds),
                    "role": "first-line",
                    "text": _sentence(chance),
                    "citations": citation(),
                }
                for _ in range(5)
            ],
            "claims": [{"claim": _sentence(chance, 8), "verdict": "unproven", "text": _sentence(chance, 12), "citations": citation()}],
            "reviewed_on": f"20{20 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02}",
            "vocabulary": [finding.model_dump(mode="json", by_alias=True) for finding in chosen],
            "bibliography": [source.model_dump(mode="json", by_alias=True) for source in cited],
        }
    )  # fmt: skip
