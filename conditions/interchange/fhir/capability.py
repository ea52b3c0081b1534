"""What the FHIR part of the site can do."""

from typing import Any

from conditions.interchange.fhir.common import FHIR_VERSION, Source

SEARCHES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "CodeSystem": (),
    "ValueSet": (("url", "uri", "The canonical address."),),
    "Citation": (("identifier", "token", "A DOI or PMID."),),
    "Evidence": (("condition", "string", "The slug of a condition; required."),),
}


def statement(source: Source) -> dict[str, Any]:
    """The CapabilityStatement."""
    return {
        "resourceType": "CapabilityStatement",
        "url": f"{source.base}/metadata",
        "version": source.version,
        "name": "Lookup",
        "title": f"{source.publisher}: published content, read-only",
        "status": "active",
        "experimental": True,
        "date": source.at.isoformat(),
        "publisher": source.publisher,
        "kind": "instance",
        "implementation": {"description": source.publisher, "url": source.base},
        "fhirVersion": FHIR_VERSION,
        "format": ["application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "resource": [
                    {
                        "type": kind,
                        "interaction": [{"code": "read"}, {"code": "search-type"}],
                        **(
                            {
                                "searchParam": [
                                    {"name": name, "type": type_, "documentation": words}
                                    for name, type_, words in parameters
                                ]
                            }
                            if parameters
                            else {}
                        ),
                    }
                    for kind, parameters in SEARCHES.items()
                ],
            }
        ],
    }
