"""The editions of a condition: which there are, who reviewed them, what the current one is."""

from conditions.catalogue.entry import ConditionEntry
from conditions.models.edition import Edition, Withdrawal


def entry(slug: str) -> ConditionEntry:
    """The catalogue row without its document, of a withdrawn condition as well. Raises ConditionEntry.DoesNotExist."""
    return ConditionEntry.objects.defer("body", "vector").get(slug=slug)


def facts(slug: str, number: int) -> Edition:
    """An edition without its document. Raises Edition.DoesNotExist."""
    return Edition.objects.defer("body").get(slug=slug, number=number)


def two(slug: str, first: int, second: int) -> tuple[Edition, Edition]:
    """Two editions with their documents. Raises Edition.DoesNotExist when either is missing."""
    found = {
        edition.number: edition for edition in Edition.objects.of(slug).filter(number__in=(first, second))
    }
    for number in (first, second):
        if number not in found:
            raise Edition.DoesNotExist(f"{slug} has no edition {number}.")
    return found[first], found[second]


def withdrawals(slug: str) -> list[Withdrawal]:
    """When and why the condition was withdrawn, newest first."""
    return list(Withdrawal.objects.filter(slug=slug))
