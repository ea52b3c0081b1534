"""The real pack as data, read once."""

from functools import cache

from conditions.differential.model import Model, Prior
from conditions.document import Association, ConditionDocument, Finding
from conditions.interchange.reader import Content, read_content


@cache
def content() -> Content:
    return read_content("fixtures")


@cache
def model(prior: Prior = "base-rate") -> Model:
    return Model(list(content().conditions.values()), content().findings, prior)


def finding(name: str, **more: object) -> Finding:
    return Finding.model_validate({"id": name, "name": name, "kind": "symptom", "group": "pain-site", **more})


def condition(slug: str, findings: dict[str, float], base_rate: str = "common") -> ConditionDocument:
    """A condition with the given probabilities, each in the band that holds it."""
    return ConditionDocument.model_validate(
        {
            "slug": slug,
            "name": slug,
            "category": "joint",
            "base_rate": base_rate,
            "regions": ["groin"],
            "summary": "Made up.",
            "findings": [association(name, share) for name, share in findings.items()],
        }
    )


def association(name: str, share: float, **more: object) -> Association:
    band = "very-frequent" if share >= 0.8 else "frequent" if share >= 0.3 else "occasional"
    return Association.model_validate(
        {"finding": name, "frequency": band, "probability": share, "basis": "consensus", **more}
    )


def small(*conditions: ConditionDocument, findings: list[Finding], prior: Prior = "base-rate") -> Model:
    return Model(conditions, {f.id: f for f in findings}, prior)
