"""Publish a document as the next edition, in one transaction with the catalogue."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conditions.catalogue import write
from conditions.document import ConditionDocument, canonical_json, sha256_of
from conditions.editorial import health
from conditions.editorial.checks import Problem, blocking
from conditions.interchange.from_tables import draft_of, finding_part, finding_rows, reference_part
from conditions.models.condition import Condition
from conditions.models.edition import Edition
from conditions.models.reference import Reference


class NotPublishableError(Exception):
    """The document has blocking problems."""

    def __init__(self, document: ConditionDocument, problems: list[Problem]) -> None:
        self.problems = problems
        lines = "\n".join(f"  {p.path}: {p.message}" for p in problems)
        super().__init__(f"{document.name} can't be published:\n{lines}")


class NothingToPublishError(Exception):
    """The document is the current edition already."""


@transaction.atomic
def publish(
    *,
    document: ConditionDocument,
    author: str,
    reviewer: str,
    change_summary: str,
    significance: str,
    at: datetime | None = None,
    sign_offs: dict[str, dict[str, str]] | None = None,
) -> Edition:
    """Make the self-contained document the next edition of its condition and write the catalogue.

    Publications wait for each other: the next catalogue version is taken first and
    locks. Raises NotPublishableError and NothingToPublishError.
    """
    found = blocking(document)
    if found:
        raise NotPublishableError(document, found)
    version = write.next_version()
    body = canonical_json(document)
    digest = sha256_of(body)
    previous = Edition.objects.of(document.slug).order_by("-number").first()
    entry_is_live = previous is not None and write.is_live(document.slug)
    if previous is not None and previous.sha256 == digest and entry_is_live:
        raise NothingToPublishError(f"{document.name} is published as edition {previous.number} already.")
    edition = Edition.objects.create(
        slug=document.slug,
        number=previous.number + 1 if previous else 1,
        name=document.name,
        body=body,
        sha256=digest,
        previous_sha256=previous.sha256 if previous else "",
        published_at=at or timezone.now(),
        author=author,
        reviewer=reviewer,
        change_summary=change_summary,
        significance=significance,
        sign_offs=sign_offs or {},
    )
    write.condition(edition, document, version)
    write.vocabulary(document.vocabulary, document.bibliography, version)
    _show_standings(document, version)
    health.refresh([document.slug], version=version)
    return edition


def _show_standings(document: ConditionDocument, version: int) -> None:
    """A reference that was retracted before it was first published is shown as retracted from the start."""
    cited = {reference.id for reference in document.bibliography}
    for row in Reference.objects.filter(slug__in=cited).exclude(standing=Reference.Standing.GOOD):
        write.standing(row.slug, row.standing, row.standing_note, version)


@transaction.atomic
def publish_drafts(*, author: str, reviewer: str, change_summary: str) -> list[Edition]:
    """Publish every draft that differs from its current edition, and the whole vocabulary.

    For content that arrives as a whole, such as the content pack. Raises NotPublishableError.
    """
    published = []
    for slug in Condition.objects.order_by("slug").values_list("slug", flat=True):
        try:
            edition = publish(
                document=draft_of(slug),
                author=author,
                reviewer=reviewer,
                change_summary=change_summary,
                significance=Edition.Significance.SIGNIFICANT,
            )
        except NothingToPublishError:
            continue
        published.append(edition)
    publish_vocabulary()
    return published


@transaction.atomic
def publish_vocabulary() -> None:
    """Show every finding and reference as it stands, those that no condition uses included."""
    write.vocabulary(
        [finding_part(row) for row in finding_rows()],
        [reference_part(row) for row in Reference.objects.all()],
        write.next_version(),
    )
