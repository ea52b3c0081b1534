"""CSL-JSON, the exchange format of citation software.

The product's schema follows CSL but for dates, the study design and keys that CSL
does not know: those are converted or go into `custom`, so that the output passes
https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json.
"""

import json
from collections.abc import Iterable
from typing import Any

from conditions.bibliography.dates import date_parts
from conditions.document import Person, Reference, as_plain

TEXTS = (
    "title",
    "container-title",
    "volume",
    "issue",
    "page",
    "number",
    "edition",
    "publisher",
    "publisher-place",
    "genre",
    "DOI",
    "PMID",
    "PMCID",
    "ISBN",
    "ISSN",
    "URL",
    "language",
    "note",
)
PASSED_THROUGH = ("id", "type", *TEXTS)


def csl_item(reference: Reference) -> dict[str, Any]:
    """The reference as one CSL-JSON item; the study design stands under `custom`."""
    plain = as_plain(reference)
    item = {key: plain[key] for key in PASSED_THROUGH if key in plain}
    for role, persons in (("author", reference.author), ("editor", reference.editor)):
        if persons:
            item[role] = [_name(person) for person in persons]
    if reference.issued is not None:
        item["issued"] = {"date-parts": [date_parts(reference)]}
    if reference.accessed is not None:
        day = reference.accessed
        item["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    item["custom"] = {"design": reference.design}
    return item


def _name(person: Person) -> dict[str, str]:
    name: dict[str, str] = as_plain(person)
    return name


def csl_json(references: Iterable[Reference]) -> str:
    """A CSL-JSON file: the items in an array."""
    return json.dumps([csl_item(r) for r in references], ensure_ascii=False, indent=2) + "\n"
