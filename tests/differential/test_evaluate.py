"""Cases and calibration."""

import re
from math import inf, isclose
from pathlib import Path

import pytest

from conditions.differential.calibration import compare_with_published
from conditions.differential.evaluate import evaluate, read_cases
from conditions.document import Accuracy
from tests.differential.pack import association, condition, content, finding, model, small

CASES = read_cases(Path("tests/cases"))


def test_cases_cover_every_condition_three_times_or_more():
    counts = {slug: sum(c.expected == slug for c in CASES) for slug in content().conditions}

    assert len(CASES) >= 60
    assert min(counts.values()) >= 3


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_case_cites_what_the_pack_holds(case):
    cited = {
        w for line in case.source for w in re.findall(r"\b[a-z]+\d{4}[a-z0-9]+\b|\bnorthwestern-\w+", line)
    }

    assert cited <= set(content().references)
    assert {*case.present, *case.absent} <= set(content().findings)


def test_evaluation_of_the_teaching_cases_holds():
    found = evaluate(model(), CASES)

    assert found.among(1) >= 0.9
    assert found.among(3) == 1.0
    assert found.mean_reciprocal_rank >= 0.95
    assert next(r.case.id for r in found.misses) == "cauda-equina-syndrome-4"


@pytest.mark.parametrize("prior", ["base-rate", "equal"])
def test_evaluation_is_in_the_documentation_as_it_comes_out(prior):
    found = evaluate(model(prior), CASES)
    first, three = (round(found.among(n) * len(CASES)) for n in (1, 3))

    row = (
        f"{first} of {len(CASES)} ({found.among(1):.1%}".replace("%", " %)")
        + f" | {three} of {len(CASES)} | {found.mean_reciprocal_rank:.3f} |"
    )
    assert row in Path("docs/differential.md").read_text("utf-8")


def test_read_cases_names_the_file_that_is_wrong(tmp_path):
    (tmp_path / "bad.yaml").write_text("- id: x\n")

    with pytest.raises(ValueError, match=r"bad\.yaml"):
        read_cases(tmp_path)


def test_read_cases_of_nothing_says_so(tmp_path):
    with pytest.raises(ValueError, match="there are no cases"):
        read_cases(tmp_path)


def published(**figures):
    row = Accuracy.model_validate({"reference_standard": "MRI", "citation": "a2020b", **figures})
    there = condition("a", {})
    there = there.model_copy(update={"findings": (association("f", 0.8, accuracy=[row]),)})
    return small(there, condition("b", {"f": 0.2}), findings=[finding("f")])


def test_calibration_compares_with_the_others_of_the_differential():
    (only,) = compare_with_published(published(lr_positive=4.5))

    assert isclose(only.modelled, 4.0)
    assert not only.is_off


def test_calibration_tells_what_differs_more_than_twofold():
    (only,) = compare_with_published(published(lr_negative=0.1))

    assert isclose(only.modelled, 0.25)
    assert only.is_off


def test_calibration_of_a_ratio_of_nothing_is_infinitely_off():
    (only,) = compare_with_published(published(lr_negative=0))

    assert only.times == inf


def test_calibration_of_the_pack_is_sorted_by_distance():
    found = compare_with_published(model())

    assert [d.times for d in found] == sorted((d.times for d in found), reverse=True)
    assert (found[0].condition, found[0].finding) == ("cauda-equina-syndrome", "saddle-anaesthesia")
