"""Tasks, subtopics and age groups, and the part of a page that each asks for."""

from dataclasses import dataclass

MESH = "2.16.840.1.113883.6.177"
SNOMED = "2.16.840.1.113883.6.96"
DEFAULT_TASK = "PROBLISTREV"
SECTION_TITLES = {
    "overview": "Overview",
    "causes": "Causes",
    "presentation": "Presentation",
    "examination": "Examination",
    "investigations": "Investigations",
    "management": "Management",
    "prognosis": "Prognosis",
    "differentials": "Told apart from",
}
# HL7 ActCode, 2.16.840.1.113883.5.4. True: words for the patient come first.
TASKS = {
    "PROBLISTREV": ("problem list review", False),
    "PROBLISTE": ("problem list entry", False),
    "DIAGLISTREV": ("diagnosis list review", False),
    "DIAGLISTE": ("diagnosis list entry", False),
    "LABRREV": ("laboratory results review", False),
    "MLREV": ("medication list review", False),
    "MEDOE": ("medication order entry", False),
    "LABOE": ("laboratory test order entry", False),
    "OE": ("order entry", False),
    "CLINNOTEREV": ("clinical note review", False),
    "CLINNOTEE": ("clinical note entry", False),
    "DISCHSUMREV": ("discharge summary review", False),
    "DISCHINSTE": ("discharge instructions entry", True),
    "PATEDUE": ("patient education entry", True),
    "RADREPREV": ("radiology report review", False),
    "RISKASSESS": ("risk assessment", False),
}


@dataclass(frozen=True)
class Subtopic:
    """A subtopic of HL7's value set with the sections that answer it; none for drug topics."""

    code: str
    system: str
    name: str
    sections: tuple[str, ...] = ()


# KnowledgeSubtopicObservationValue, 2.16.840.1.113883.11.77.
SUBTOPICS = {
    topic.code: topic
    for topic in (
        Subtopic("Q000175", MESH, "diagnosis", ("presentation", "examination", "investigations")),
        Subtopic("47965005", SNOMED, "differential diagnosis", ("differentials",)),
        Subtopic("Q000209", MESH, "aetiology", ("causes",)),
        Subtopic("Q000628", MESH, "therapy", ("management",)),
        Subtopic("D011379", MESH, "prognosis", ("prognosis",)),
        Subtopic("Q000145", MESH, "classification", ("overview",)),
        *(
            Subtopic(code, MESH, "a drug topic")
            for code in (
                "Q000008 Q000744 Q000009 D004347 Q000627 Q000493 Q000494 Q000633 Q000506".split()  # noqa: SIM905
            )
        ),
        *(
            Subtopic(code, SNOMED, "a drug topic")
            for code in ("79899007", "404204005", "95907004", "95906008")
        ),
    )
}

# MeSH age groups; the aged begin at 65.
AGE_GROUPS = {
    "D007231": "newborn",
    "D007223": "infant, 1 to 23 months",
    "D002675": "2 to 5 years",
    "D002648": "6 to 12 years",
    "D000293": "13 to 18 years",
    "D055815": "19 to 24 years",
    "D000328": "19 to 44 years",
    "D008875": "45 to 64 years",
    "D000368": "65 to 79 years",
    "D000369": "80 years and over",
}
# UCUM, and the `m` that OpenInfobutton's form sends.
AGE_UNITS = {"a": "years", "mo": "months", "m": "months", "wk": "weeks", "d": "days", "h": "hours"}
SEXES = {"M": "male", "F": "female", "UN": "undifferentiated"}
