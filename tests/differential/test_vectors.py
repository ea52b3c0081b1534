"""The published vectors: the model, and a second implementation that shares no code, both give them."""

import json
from math import isclose
from pathlib import Path

import pytest

from conditions.differential.model import METHOD_VERSION, Model
from conditions.differential.rank import rank
from conditions.document import ConditionDocument, Finding
from tests.differential import plain

PUBLISHED = json.loads(Path("tests/differential_vectors.json").read_text("utf-8"))
BASE_RATE = {1.0: "common", 0.3: "uncommon", 0.06: "rare"}
BAND = {0.8: "very-frequent", 0.3: "frequent", 0.05: "occasional", 0.01: "very-rare"}


def model_of(catalogue):
    findings = {
        name: Finding.model_validate(
            {
                "id": name,
                "name": name,
                "kind": "symptom",
                "group": given["group"],
                **(
                    {"prevalence": {"value": given["prevalence"], "basis": "consensus"}}
                    if "prevalence" in given
                    else {}
                ),
            }
        )
        for name, given in catalogue["findings"].items()
    }
    documents = [
        ConditionDocument.model_validate(
            {
                "slug": slug,
                "name": slug,
                "category": "joint",
                "base_rate": BASE_RATE[given["prior"]],
                "regions": ["groin"],
                "summary": "A vector.",
                "findings": [
                    {"finding": name, "frequency": BAND[low], "probability": value, "basis": "consensus"}
                    for name, (value, low, _) in given["findings"].items()
                ],
            }
        )
        for slug, given in catalogue["conditions"].items()
    ]
    return Model(documents, findings)


@pytest.mark.parametrize("vector", PUBLISHED["vectors"], ids=lambda v: v["title"])
def test_vectors_come_out_of_the_model(vector):
    model = model_of(PUBLISHED["catalogues"][vector["catalogue"]])

    ranking = rank(model, vector["present"], vector["absent"])

    assert {s.slug for s in ranking.standings} == set(vector["results"])
    for standing in ranking.standings:
        expected = vector["results"][standing.slug]
        for name in ("score", "posterior", "lower", "upper"):
            assert isclose(getattr(standing, name), expected[name], rel_tol=0, abs_tol=1e-9), name
    for item in ranking.weighed:
        assert isclose(item.weight, vector["weights"][item.finding], abs_tol=1e-9)
        assert isclose(model.column(item.finding).reference, vector["references"][item.finding], abs_tol=1e-9)


@pytest.mark.parametrize("vector", PUBLISHED["vectors"], ids=lambda v: v["title"])
def test_vectors_come_out_of_the_formulas_of_the_documentation(vector):
    found = plain.rank(PUBLISHED["catalogues"][vector["catalogue"]], vector["present"], vector["absent"])

    assert found == {name: vector[name] for name in ("results", "references", "weights")}


def test_vectors_are_of_this_version_of_the_method():
    assert PUBLISHED["method"] == METHOD_VERSION


def test_the_documentation_prints_the_worked_example_as_it_comes_out():
    text = Path("docs/differential.md").read_text("utf-8")
    vector = next(v for v in PUBLISHED["vectors"] if v["title"].endswith("the worked example"))

    for result in vector["results"].values():
        assert f"{result['score']:.4f}" in text
        assert f"{result['posterior'] * 100:.0f} %" in text
        assert f"{result['lower'] * 100:.0f} to {result['upper'] * 100:.0f} %" in text
    for reference in vector["references"].values():
        assert f"{reference:.4f}" in text
