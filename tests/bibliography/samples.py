"""One reference of every kind, for the formatters. The works are made up; their shapes are real."""

from typing import Any

from conditions.document import Reference


def reference(**values: Any) -> Reference:
    """A reference as the content format would hold it; `people` is short for authors."""
    people = values.pop("people", None)
    defaults: dict[str, Any] = {
        "id": "doe2020hip",
        "type": "article-journal",
        "title": "Hip pain",
        "design": "cohort",
    }
    if people is not None:
        values["author"] = authors(people)
    return Reference.model_validate(defaults | values)


def authors(names: str) -> list[dict[str, str]]:
    """`"Doe, Ann; Roe, B; {WHO}"`: people by family and given name, groups in braces."""
    out = []
    for name in names.split(";"):
        family, _, given = name.strip().partition(", ")
        if family.startswith("{"):
            out.append({"literal": family.strip("{}")})
        else:
            out.append({"family": family} | ({"given": given} if given else {}))
    return out


ARTICLE = reference(
    id="grimaldi2017mri",
    title="Utility of clinical tests to diagnose MRI-confirmed gluteal tendinopathy",
    people="Grimaldi, A; Mellor, Rebecca; Nicolson, P",
    **{"container-title": "British Journal of Sports Medicine"},
    issued="2017-03",
    volume="51",
    issue="6",
    page="519-524",
    DOI="10.1136/bjsports-2016-096175",
    PMID="27633027",
    ISSN="0306-3674",
    language="en",
    design="diagnostic-accuracy",
    note="Specialist clinic.",
)
BOOK = reference(
    id="murray2002microbiology",
    type="book",
    title="Medical microbiology",
    people="Murray, Patrick R; Rosenthal, Ken S",
    edition="4th",
    **{"publisher-place": "St. Louis"},
    publisher="Mosby",
    issued=2002,
    ISBN="978-0-323-01213-3",
    design="textbook",
)
CHAPTER = reference(
    id="kokubo2021gluteus",
    type="chapter",
    title="Gluteus medius muscle pain",
    people="Kokubo, R; Kim, K",
    editor=authors("Isu, Toyohiko; Kim, Kyongsong"),
    **{"container-title": "Entrapment neuropathy of the lower limbs"},
    publisher="Springer Singapore",
    issued=2021,
    page="27-33",
    DOI="10.1007/978-981-33-6204-8_4",
    design="textbook",
)
GUIDELINE = reference(
    id="nice2022osteoarthritis",
    type="report",
    title="Osteoarthritis in over 16s: diagnosis and management",
    people="{National Institute for Health and Care Excellence}",
    publisher="National Institute for Health and Care Excellence",
    issued="2022-10-19",
    number="NG226",
    URL="https://www.nice.org.uk/guidance/ng226",
    accessed="2026-01-05",
    design="guideline",
)
WEBPAGE = reference(
    id="nhstayside-bursitis",
    type="webpage",
    title="Trochanteric bursitis",
    people="{NHS Tayside RefGuide}",
    publisher="NHS Tayside",
    URL="https://example.org/trochanteric-bursitis/?a=1&b=2",
    design="web-page",
)
ONLINE_FIRST = reference(
    id="martin2026endoscopic",
    title="Endoscopic release",
    people="Martin, H D",
    **{"container-title": "Arthroscopy"},
    issued="2026-02-11",
    genre="ahead of print",
    DOI="10.1000/arthro.2026.1",
    design="case-series",
)
THESIS = reference(
    id="borkowski2002sleep",
    type="thesis",
    title="Infant sleep and feeding",
    people="Borkowski, M M",
    **{"publisher-place": "Mount Pleasant (MI)"},
    publisher="Central Michigan University",
    issued=2002,
    design="cross-sectional",
)
CONFERENCE = reference(
    id="thompson2015prevalence",
    type="paper-conference",
    title="Prevalence of hamstring pathology",
    people="Thompson, Simon M",
    **{"container-title": "2015 ISAKOS Congress"},
    issued=2015,
    URL="https://example.org/abstract",
    design="cross-sectional",
)
DATASET = reference(
    id="doe2024data",
    type="dataset",
    title="Hip strength of 200 adults",
    people="Doe, A",
    publisher="Dryad",
    issued=2024,
    DOI="10.5061/dryad.x",
    design="cohort",
)
STANDARD = reference(
    id="iso2011evaluation",
    type="standard",
    title="Clinical investigation of devices",
    people="{International Organization for Standardization}",
    number="ISO 14155",
    issued=2020,
    publisher="ISO",
    **{"publisher-place": "Geneva"},
    design="consensus",
)
PREPRINT = reference(
    id="zhao2021delay",
    type="article",
    title="Diagnostic delay",
    people="Zhao, Sizheng Steven",
    **{"container-title": "Research Square"},
    issued=2021,
    DOI="10.21203/rs.3.rs-17943/v1",
    design="systematic-review",
)
BARE = reference(id="anon-tendons", title="Tendons about the hip")

EVERY_KIND = (
    ARTICLE,
    BOOK,
    CHAPTER,
    GUIDELINE,
    WEBPAGE,
    ONLINE_FIRST,
    THESIS,
    CONFERENCE,
    DATASET,
    STANDARD,
    PREPRINT,
    BARE,
)
