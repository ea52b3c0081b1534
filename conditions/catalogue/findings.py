"""The published findings, for pages that list them."""

from conditions.catalogue.entry import FindingEntry
from conditions.document import Finding


def findings() -> list[Finding]:
    """Every published finding, by name."""
    return [Finding.model_validate_json(body) for body in FindingEntry.objects.values_list("body", flat=True)]


def names(slugs: list[str]) -> dict[str, str]:
    """Names of findings by id."""
    return dict(FindingEntry.objects.filter(slug__in=slugs).values_list("slug", "name"))
