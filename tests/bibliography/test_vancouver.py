"""What the Vancouver formatter prints, for every kind of reference."""

import re

import pytest

from conditions.bibliography.vancouver import vancouver
from conditions.document import Reference
from tests.bibliography import samples
from tests.bibliography.pack import pack
from tests.bibliography.samples import reference

SIX = "One, A; Two, B; Three, C; Four, D; Five, E; Six, F"

GOLDEN = [
    (
        samples.ARTICLE,
        (
            "Grimaldi A, Mellor R, Nicolson P. Utility of clinical tests to diagnose MRI-confirmed gluteal"
            " tendinopathy. British Journal of Sports Medicine. 2017 Mar;51(6):519-24."
            " doi:10.1136/bjsports-2016-096175. PMID: 27633027."
        ),
    ),
    (
        samples.BOOK,
        "Murray PR, Rosenthal KS. Medical microbiology. 4th ed. St. Louis: Mosby; 2002.",
    ),
    (
        samples.CHAPTER,
        (
            "Kokubo R, Kim K. Gluteus medius muscle pain. In: Isu T, Kim K, editors. Entrapment neuropathy of"
            " the lower limbs. Springer Singapore; 2021. p. 27-33. doi:10.1007/978-981-33-6204-8_4."
        ),
    ),
    (
        samples.GUIDELINE,
        (
            "National Institute for Health and Care Excellence. Osteoarthritis in over 16s: diagnosis and"
            " management [Internet]. 2022 Oct 19 [cited 2026 Jan 5]. Report No.: NG226."
            " Available from: https://www.nice.org.uk/guidance/ng226"
        ),
    ),
    (
        samples.WEBPAGE,
        (
            "NHS Tayside RefGuide. Trochanteric bursitis [Internet]. NHS Tayside; [date unknown]."
            " Available from: https://example.org/trochanteric-bursitis/?a=1&b=2"
        ),
    ),
    (
        samples.ONLINE_FIRST,
        (
            "Martin HD. Endoscopic release. Arthroscopy. 2026 Feb 11. Online ahead of print."
            " doi:10.1000/arthro.2026.1."
        ),
    ),
    (
        samples.THESIS,
        (
            "Borkowski MM. Infant sleep and feeding [dissertation]. Mount Pleasant (MI): Central Michigan"
            " University; 2002."
        ),
    ),
    (
        samples.CONFERENCE,
        (
            "Thompson SM. Prevalence of hamstring pathology. In: 2015 ISAKOS Congress [Internet]. 2015."
            " Available from: https://example.org/abstract"
        ),
    ),
    (
        samples.DATASET,
        "Doe A. Hip strength of 200 adults [data set]. Dryad; 2024. doi:10.5061/dryad.x.",
    ),
    (
        samples.STANDARD,
        (
            "International Organization for Standardization. Clinical investigation of devices."
            " Geneva: ISO; 2020. Standard No.: ISO 14155."
        ),
    ),
    (
        samples.PREPRINT,
        "Zhao SS. Diagnostic delay. Research Square [preprint]. 2021. doi:10.21203/rs.3.rs-17943/v1.",
    ),
    (samples.BARE, "Tendons about the hip. [date unknown]."),
    # Authors
    (reference(people="One, A", issued=2020), "One A. Hip pain. 2020."),
    (reference(people=SIX, issued=2020), "One A, Two B, Three C, Four D, Five E, Six F. Hip pain. 2020."),
    (
        reference(people=SIX + "; Seven, G", issued=2020),
        "One A, Two B, Three C, Four D, Five E, Six F, et al. Hip pain. 2020.",
    ),
    (
        reference(people="One, A; Two, B; {Hip Study Group}", issued=2020),
        "One A, Two B; Hip Study Group. Hip pain. 2020.",
    ),
    (
        reference(people="{Hip Study Group}; {Knee Study Group}; One, A", issued=2020),
        "Hip Study Group; Knee Study Group; One A. Hip pain. 2020.",
    ),
    (reference(people="Sierra", issued=2020), "Sierra. Hip pain. 2020."),
    # Titles
    (reference(title="Does age play a role?", issued=2011), "Does age play a role? 2011."),
    (reference(title="Hip pain.", issued=2011), "Hip pain. 2011."),
    (reference(title="[Hip lag sign]", issued=2014), "[Hip lag sign]. 2014."),
    # Missing pieces of an article
    (
        reference(**{"container-title": "Spine"}, volume="31", issue="3", page="297-308"),
        "Hip pain. Spine. [date unknown];31(3):297-308.",
    ),
    (reference(**{"container-title": "Spine"}, issued=2020, issue="3"), "Hip pain. Spine. 2020;(3)."),
    (reference(**{"container-title": "Spine"}, issued=2020, page="1-10"), "Hip pain. Spine. 2020:1-10."),
    (
        reference(**{"container-title": "PLoS One"}, issued=2018, volume="13", page="e0191852"),
        "Hip pain. PLoS One. 2018;13:e0191852.",
    ),
    (
        reference(**{"container-title": "Spine"}, issued=2020, URL="https://example.org/a"),
        "Hip pain. Spine [Internet]. 2020. Available from: https://example.org/a",
    ),
    (
        reference(issued=2020, URL="https://example.org/a"),
        "Hip pain [Internet]. 2020. Available from: https://example.org/a",
    ),
    (
        reference(issued=2020, URL="https://example.org/a", PMID="12"),
        "Hip pain. 2020. PMID: 12.",
    ),
    # Books
    (
        reference(
            type="book",
            title="Operative obstetrics",
            issued=2002,
            edition="2",
            editor=samples.authors("Gilstrap, Larry C III"),
        ),
        "Operative obstetrics. Gilstrap LC 3rd, editor. 2 ed. 2002.",
    ),
    (
        reference(type="chapter", **{"container-title": "StatPearls"}, issued=2023),
        "Hip pain. In: StatPearls. 2023.",
    ),
]


@pytest.mark.parametrize(
    ("source", "expected"), GOLDEN, ids=lambda v: v.id if isinstance(v, Reference) else ""
)
def test_reference_reads_as_the_style_asks(source, expected):
    assert vancouver(source).text == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Thomas S H", "TSH"),
        ("Kevin M.", "KM"),
        ("C.A.", "CA"),
        ("Jean-Paul", "JP"),
        ("FJPM", "FJPM"),
        ("A E-S", "AES"),
        ("RobRoy L", "RL"),
        ("Ana Rita da Glória", "ARDG"),
        ("Ørjan", "Ø"),
        ("Robert J, Jr.", "RJ Jr"),
    ],
)
def test_given_name_becomes_initials(given, expected):
    source = reference(author=[{"family": "Doe", "given": given}], issued=2020)

    assert vancouver(source).text == f"Doe {expected}. Hip pain. 2020."


def test_particle_at_the_end_of_a_given_name_stands_before_the_family_name():
    source = reference(author=[{"family": "Santos", "given": "Fernanda Gomes dos"}], issued=2020)

    assert vancouver(source).text.startswith("dos Santos FG.")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("519-524", "519-24"),
        ("882–888", "882-8"),
        ("99-101", "99-101"),
        ("1230-1239", "1230-9"),
        ("e401-e411", "e401-e411"),
        ("CD007431", "CD007431"),
        ("123, 130-2", "123, 130-2"),
        ("21-21", "21-21"),
    ],
)
def test_last_page_loses_the_digits_it_shares(page, expected):
    source = reference(**{"container-title": "Spine"}, issued=2020, volume="1", page=page)

    assert vancouver(source).text == f"Hip pain. Spine. 2020;1:{expected}."


def test_parts_carry_roles_and_links_that_end_with_the_identifier():
    formatted = vancouver(samples.ARTICLE)

    assert [(p.role, p.text, p.href) for p in formatted.parts if p.href or p.role == "source"] == [
        ("source", "British Journal of Sports Medicine.", None),
        ("doi", "doi:10.1136/bjsports-2016-096175", "https://doi.org/10.1136/bjsports-2016-096175"),
        ("pmid", "PMID: 27633027", "https://pubmed.ncbi.nlm.nih.gov/27633027/"),
    ]


def test_doi_with_angle_brackets_is_escaped_in_the_link_only():
    doi = "10.1002/1529-0131(200002)43:2<263::AID-ANR4>3.0.CO;2-W"

    (link,) = [p for p in vancouver(reference(DOI=doi)).parts if p.role == "doi"]

    assert link.text == f"doi:{doi}"
    assert link.href == "https://doi.org/10.1002/1529-0131(200002)43:2%3C263::AID-ANR4%3E3.0.CO;2-W"


def test_pack_references_are_clean_lines_with_every_detail():
    untidy = re.compile(r"\s\s|\.\.|\s[.,;:]|\[\]|\(\)|None|\n")
    lines = {source: vancouver(source).text for source in pack()}

    assert [line for line in lines.values() if untidy.search(line) or line != line.strip()] == []
    for source, line in lines.items():
        for value in (source.DOI, source.title.strip(".…"), source.volume):
            assert value is None or value in line
