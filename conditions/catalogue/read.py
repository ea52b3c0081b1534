"""Read published conditions, findings and references."""

from collections.abc import Iterable
from functools import lru_cache

from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.document import ConditionDocument, Finding, Reference
from conditions.models.edition import Edition


class WithdrawnError(Exception):
    """The condition was withdrawn; `entry` has the reason."""

    def __init__(self, entry: ConditionEntry) -> None:
        self.entry = entry
        super().__init__(f"{entry.name} was withdrawn: {entry.withdrawn_reason}")


@lru_cache(maxsize=256)
def _parsed(sha256: str, body: str) -> ConditionDocument:
    # The pages of 200 conditions stay parsed in a few megabytes; the hash makes comparing keys cheap.
    return ConditionDocument.model_validate_json(body)


def document_of(row: ConditionEntry | Edition) -> ConditionDocument:
    """The document in a catalogue row or edition; parsed once per process while it is in use."""
    return _parsed(row.sha256, row.body)


def condition(slug: str) -> ConditionEntry:
    """The published condition. Raises ConditionEntry.DoesNotExist and WithdrawnError."""
    entry = ConditionEntry.objects.get(slug=slug)
    if entry.withdrawn:
        raise WithdrawnError(entry)
    return entry


def withdrawn_reason(slug: str) -> str:
    """Why the condition was withdrawn; empty while it is published."""
    rows = ConditionEntry.objects.filter(slug=slug, withdrawn=True)
    return rows.values_list("withdrawn_reason", flat=True).first() or ""


def live() -> list[ConditionEntry]:
    """All published conditions by name, with their documents: for what needs every one of them."""
    return list(ConditionEntry.objects.filter(withdrawn=False).defer("vector"))


def edition(slug: str, number: int) -> Edition:
    """One edition. Raises Edition.DoesNotExist."""
    return Edition.objects.get(slug=slug, number=number)


def edition_numbers(slugs: Iterable[str]) -> dict[str, int]:
    """The number of the current edition by slug, for those that are published."""
    rows = ConditionEntry.objects.filter(slug__in=list(slugs), withdrawn=False).order_by()
    return dict(rows.values_list("slug", "edition"))


def editions(slug: str, *, before: int | None = None, limit: int | None = None) -> list[Edition]:
    """The editions of a condition, newest first, without their documents; up to `limit` of those before one."""
    rows = Edition.objects.of(slug).defer("body")
    return list((rows if before is None else rows.filter(number__lt=before))[:limit])


def finding(slug: str) -> Finding:
    """A published finding. Raises FindingEntry.DoesNotExist."""
    return Finding.model_validate_json(FindingEntry.objects.get(slug=slug).body)


def reference(slug: str) -> Reference:
    """A published reference. Raises ReferenceEntry.DoesNotExist."""
    return Reference.model_validate_json(ReferenceEntry.objects.get(slug=slug).body)
