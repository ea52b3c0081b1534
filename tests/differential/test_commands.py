"""The commands for curators."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def run(name, *args):
    out = io.StringIO()
    call_command(name, *args, stdout=out)
    return out.getvalue()


def test_evaluate_cases_prints_figures_a_table_and_the_misses():
    text = run("evaluate_cases", "tests/cases")

    assert "first                     68 of 72   94.4%" in text
    assert "among three               72 of 72  100.0%" in text
    assert "mean reciprocal rank              0.970" in text
    assert "tensor-fasciae-latae-syndrome                3    100%" in text
    assert "cauda-equina-syndrome-4: place 3" in text
    assert "x 0.49 (+normal-neurology)" in text


def test_evaluate_cases_takes_the_other_prior():
    assert "70 of 72" in run("evaluate_cases", "tests/cases/teaching.yaml", "--prior", "equal")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "- {id: a, expected: nowhere, story: s, present: [], source: [s]}",
            "no published condition 'nowhere'",
        ),
        ("- {id: a, expected: hip-pointer, story: s, present: [bogus], source: [s]}", "no finding “bogus”"),
        ("- {id: a}", "can’t be read"),
    ],
)
def test_evaluate_cases_says_what_is_wrong(tmp_path, text, message):
    file = tmp_path / "cases.yaml"
    file.write_text(text)

    with pytest.raises(CommandError, match=message):
        run("evaluate_cases", str(file))


def test_calibration_report_lists_what_is_off():
    text = run("calibration_report")

    assert text.startswith("43 of 105 published ratios differ more than 2-fold")
    assert "raison2014reliability" in text.splitlines()[3]


def test_calibration_report_can_be_a_spreadsheet():
    lines = list(csv.reader(io.StringIO(run("calibration_report", "--csv", "--all"))))

    assert len(lines) == 106
    assert lines[0][:3] == ["condition", "finding", "ratio"]
