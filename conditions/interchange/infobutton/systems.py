"""Code systems by OID and canonical URI.

OIDs and URIs: https://terminology.hl7.org. ICD-11 has no OID: its URI is accepted.
"""

from dataclasses import dataclass

from conditions.document import CodeSystem


@dataclass(frozen=True)
class System:
    """A code system that a request may name.

    `held` is its name in our documents, or None where no condition carries such codes.
    `problems` says whether its codes can name a condition at all: drugs and laboratory tests can't.
    """

    name: str
    oid: str
    uri: str
    held: CodeSystem | None = None
    hierarchical: bool = False
    problems: bool = True

    @property
    def label(self) -> str:
        """The OID, or the URI where there is none."""
        return self.oid or self.uri


SYSTEMS = (
    System("ICD-10-CM", "2.16.840.1.113883.6.90", "http://hl7.org/fhir/sid/icd-10-cm", "ICD-10-CM", True),
    System("ICD-10", "2.16.840.1.113883.6.3", "http://hl7.org/fhir/sid/icd-10", "ICD-10", True),
    System("ICD-11 MMS", "", "http://id.who.int/icd/release/11/mms", "ICD-11", True),
    System("SNOMED CT", "2.16.840.1.113883.6.96", "http://snomed.info/sct", "SNOMED-CT"),
    System("ICD-9-CM", "2.16.840.1.113883.6.103", "http://hl7.org/fhir/sid/icd-9-cm"),
    System("HPO", "2.16.840.1.113883.6.339", "http://human-phenotype-ontology.org"),
    System("Mondo", "2.16.840.1.113883.3.9216", "http://purl.obolibrary.org/obo/mondo.owl"),
    System("MeSH", "2.16.840.1.113883.6.177", "https://www.nlm.nih.gov/mesh"),
    System("LOINC", "2.16.840.1.113883.6.1", "http://loinc.org", problems=False),
    System("RxNorm", "2.16.840.1.113883.6.88", "http://www.nlm.nih.gov/research/umls/rxnorm", problems=False),
    System("NDC", "2.16.840.1.113883.6.69", "http://hl7.org/fhir/sid/ndc", problems=False),
)
_BY_ADDRESS = {address.lower(): s for s in SYSTEMS for address in (s.oid, s.uri) if address}


def system_of(text: str) -> System | None:
    """The system named by a bare OID, `urn:oid:…` or its URI (a SNOMED CT edition URI included)."""
    key = text.strip().lower().removeprefix("urn:oid:").rstrip("/")
    if key.startswith("http://snomed.info/sct/"):
        key = "http://snomed.info/sct"
    return _BY_ADDRESS.get(key) or _BY_ADDRESS.get(key.replace("https://", "http://", 1))


def normal_code(code: str) -> str:
    """The code as it is compared: upper case, without the dot, spaces or a `http://snomed.info/id/` before it."""
    return code.strip().rsplit("/", 1)[-1].upper().replace(".", "").replace(" ", "")
