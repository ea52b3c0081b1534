"""Each rule finds what it is for, and the content pack holds nothing that blocks."""

from datetime import date

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from conditions.editorial.checks import Facts, problems
from conditions.editorial.checks.codes import verhoeff_holds
from conditions.editorial.checks.reading_age import reading_age
from conditions.interchange.from_tables import embed
from conditions.interchange.reader import read_content
from tests import factories

TODAY = date(2026, 11, 25)
PACK = read_content(settings.FIXTURES)


def found(rule, facts=None, **fields):
    whole = factories.document(**fields)
    facts = facts or Facts(today=TODAY)
    return [p for p in problems(whole, facts) if p.rule == rule]


def code(system, value):
    return [{"system": system, "code": value, "display": "x"}]


@pytest.mark.parametrize("slug", sorted(PACK.conditions))
def test_content_pack_holds_nothing_that_blocks(slug):
    whole = embed(PACK.conditions[slug], PACK.findings, PACK.references)
    facts = Facts(today=TODAY, conditions=frozenset(PACK.conditions))

    assert [p for p in problems(whole, facts) if p.level == "blocking"] == []


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("cited", {"sections": [{"kind": "overview", "statements": [{"text": "It hurts."}]}]}),
        ("codes", {"codes": code("ICD-10-CM", "70.6")}),
        ("codes", {"codes": code("ICD-10", "M70.612")}),
        ("codes", {"codes": code("ICD-11", "FB4O")}),
        ("codes", {"codes": code("SNOMED-CT", "404684004")}),
        ("codes", {"codes": code("SNOMED-CT", "12ab")}),
        ("frequency", {"findings": [factories.association(probability=0.9)]}),
        ("frequency", {"findings": [factories.association(n=1, m=100)]}),
        ("frequency", {"findings": [factories.association(basis="cited")]}),
        ("hallmarks", {}),
        ("reading age", {}),
        ("review date", {"reviewed_on": "2020-01-01", "review_due": "2026-11-24"}),
        ("review date", {"reviewed_on": "2026-11-26"}),
        ("action", {"vocabulary": [factories.finding(urgency="urgent")]}),
        ("references", {"bibliography": [factories.reference(issued=None)]}),
        ("spelling", {"vocabulary": [factories.finding(name="Illiac crest pain")]}),
        ("links", {"vocabulary": []}),
    ],
)
def test_rule_finds_its_problem(rule, fields):
    assert found(rule, **fields)


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("cited", {}),
        ("codes", {"codes": code("ICD-10-CM", "M70.61")}),
        ("codes", {"codes": code("ICD-10", "M70.6")}),
        ("codes", {"codes": code("ICD-11", "FB40.2")}),
        ("codes", {"codes": code("SNOMED-CT", "404684003")}),
        ("frequency", {"findings": [factories.association(probability=0.5, n=5, m=10)]}),
        (
            "references",
            {
                "bibliography": [
                    factories.reference(
                        author=[{"family": "Doe"}], DOI="10.1000/x", **{"container-title": "J"}
                    )
                ]
            },
        ),
        ("review date", {"reviewed_on": "2026-01-01", "review_due": "2027-01-01"}),
        ("spelling", {}),
    ],
)
def test_rule_is_silent_where_all_is_well(rule, fields):
    assert found(rule, **fields) == []


def treatment(**fields):
    return {
        "management": [
            {
                "name": "Rest",
                "kind": "other",
                "role": "first-line",
                "text": "Rest.",
                "citations": ["doe2020study"],
            }
            | fields
        ]
    }


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"certainty": "low"}, 1),
        ({"certainty": "low", "reason": "Harm is unlikely."}, 0),
        ({"certainty": "high"}, 0),
        ({"certainty": "very-low", "role": "second-line"}, 0),
    ],
)
def test_strong_role_on_low_certainty_asks_for_the_reason(fields, count):
    assert len(found("strength", **treatment(**fields))) == count


@pytest.mark.parametrize(
    ("text", "certainty", "count"),
    [
        ("Exercise reduces pain.", "low", 1),
        ("Exercise may reduce pain.", "low", 0),
        ("In one trial exercise reduced pain; it reduces pain.", "very-low", 0),
        ("Exercise reduces pain.", "high", 0),
        ("Exercise may reduce pain; it improves sleep.", "high", 1),
        ("Pain at night is usual.", "low", 0),
    ],
)
def test_words_fit_the_certainty(text, certainty, count):
    sections = [{"kind": "management", "statements": [factories.statement(text, certainty=certainty)]}]

    assert len(found("certainty words", sections=sections)) == count


def accuracy(**figures):
    row = {"reference_standard": "MRI", "citation": "doe2020study", **figures}
    return {"findings": [factories.association(accuracy=[row])]}


@pytest.mark.parametrize(
    ("figures", "count"),
    [
        ({"sensitivity": 0.75, "specificity": 0.8333, "lr_positive": 4.5, "lr_negative": 0.3}, 0),
        ({"sensitivity": 0.75, "specificity": 0.8333, "lr_positive": 9}, 1),
        ({"sensitivity": 0.75, "specificity": 0.8333, "lr_negative": 0.9}, 1),
        ({"sensitivity": 0.3, "specificity": 0.4}, 1),
        ({"lr_positive": 2, "lr_negative": 1.5}, 1),
        ({}, 1),
        ({"lr_positive": 2.13, "lr_positive_interval": [1.2, 3.9]}, 0),
        ({"lr_positive": 2.13, "lr_positive_interval": [2.2, 3.9]}, 1),
        ({"lr_positive": 2.13, "lr_negative_interval": [0.1, 0.7]}, 1),
    ],
)
def test_likelihood_ratios_agree_with_sensitivity_and_specificity(figures, count):
    assert len(found("accuracy", **accuracy(**figures))) == count


def test_retracted_source_blocks_and_corrected_one_warns():
    retracted = found("standing", Facts(today=TODAY, retracted={"doe2020study": ""}))
    corrected = found("standing", Facts(today=TODAY, corrected={"doe2020study": ""}))

    assert [(p.level, p.path) for p in retracted] == [("blocking", "sections[0].statements[0].citations[0]")]
    assert [p.level for p in corrected] == ["warning"]


def test_differential_that_leads_nowhere_blocks():
    fields = {"differentials": [{"condition": "nowhere", "text": "x", "citations": ["doe2020study"]}]}

    assert [p.level for p in found("links", Facts(today=TODAY, conditions=frozenset()), **fields)] == [
        "blocking"
    ]


@pytest.mark.parametrize("digits", ["404684003", "22298006", "73211009"])
def test_snomed_identifiers_keep_their_check_digit(digits):
    assert verhoeff_holds(digits)
    assert not verhoeff_holds(digits[:-1] + str((int(digits[-1]) + 1) % 10))


def test_reading_age_needs_no_network(monkeypatch):
    import socket

    def refuse(*args, **kwargs):
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    easy = "Your hip hurts at the side. It gets better with time. Walk a bit each day. " * 3
    hard = (
        "Pathophysiological considerations necessitate comprehensive multidisciplinary rehabilitation programmes "
        "incorporating individualised neuromuscular re-education methodologies, notwithstanding heterogeneity. "
    ) * 3

    assert reading_age(easy) < 12
    assert reading_age(hard) > 18


@pytest.mark.django_db
def test_command_checks_the_drafts(capsys):
    call_command("check_content", "--quiet")

    assert capsys.readouterr().out.startswith("0 blocking problems, ")


@pytest.mark.django_db
def test_command_fails_on_files_with_a_blocking_problem(tmp_path):
    (tmp_path / "x.yaml").write_text(
        "slug: x\nname: X\ncategory: joint\nbase_rate: common\nregions: [groin]\nsummary: S.\n"
        "sections: [{kind: overview, statements: [{text: Uncited.}]}]\n"
    )

    with pytest.raises(CommandError, match="1 blocking problems"):
        call_command("check_content", str(tmp_path))
