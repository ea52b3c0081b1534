"""What a page reads live beside an edition: names of other conditions, standing of references.

Everything else on the page is in the edition itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import CharField, F, TextField, Value

from conditions.catalogue.entry import ConditionEntry, ReferenceEntry
from conditions.document import ConditionDocument


@dataclass(frozen=True)
class Beside:
    """Names of published conditions by slug; standing and note of the references that are not in good standing."""

    names: dict[str, str] = field(default_factory=dict)
    standings: dict[str, tuple[str, str]] = field(default_factory=dict)


def beside(*documents: ConditionDocument) -> Beside:
    """What the catalogue knows today of the conditions and references that the documents name; one query."""
    conditions = {part.condition for document in documents for part in document.differentials}
    references = {reference.id for document in documents for reference in document.bibliography}
    return _read(conditions, references)


def _read(conditions: Iterable[str], references: Iterable[str]) -> Beside:
    names = ConditionEntry.objects.filter(slug__in=conditions, withdrawn=False).order_by()
    sources = ReferenceEntry.objects.filter(slug__in=references).exclude(standing="good").order_by()
    found = names.values_list(
        Value("name", output_field=CharField()),
        F("slug"),
        F("name"),
        Value("", output_field=TextField()),
    ).union(
        sources.values_list(
            Value("standing", output_field=CharField()),
            F("slug"),
            F("standing"),
            F("standing_note"),
        )
    )
    result = Beside()
    for what, slug, text, note in found:
        if what == "name":
            result.names[slug] = text
        else:
            result.standings[slug] = (text, note)
    return result
