"""Recompute the chain of editions and compare the catalogue with it."""

from collections.abc import Iterator

from conditions.catalogue.entry import ConditionEntry
from conditions.document import ConditionDocument, canonical_json, sha256_of
from conditions.models.edition import Edition


def broken_links() -> Iterator[str]:
    """A sentence for each edition or catalogue row that is not what it should be."""
    previous: Edition | None = None
    newest: dict[str, Edition] = {}
    for edition in Edition.objects.order_by("slug", "number").iterator(chunk_size=200):
        before = previous if previous is not None and previous.slug == edition.slug else None
        yield from _faults(edition, before)
        newest[edition.slug] = edition
        previous = edition
    for entry in ConditionEntry.objects.order_by("slug").iterator(chunk_size=200):
        current = newest.pop(entry.slug) if entry.slug in newest else None
        if current is None or (entry.edition, entry.sha256, entry.body) != (
            current.number,
            current.sha256,
            current.body,
        ):
            yield f"{entry.slug}: the catalogue does not show the newest edition"
    for slug in newest:
        yield f"{slug}: has editions but no catalogue row"


def _faults(edition: Edition, before: Edition | None) -> Iterator[str]:
    name = f"{edition.slug} edition {edition.number}"
    if sha256_of(edition.body) != edition.sha256:
        yield f"{name}: the hash is not that of the document"
    if edition.number != (before.number + 1 if before else 1):
        yield f"{name}: the number before it is missing"
    if edition.previous_sha256 != (before.sha256 if before else ""):
        yield f"{name}: does not continue the edition before it"
    try:
        document = ConditionDocument.model_validate_json(edition.body)
    except ValueError:
        yield f"{name}: is no valid document"
        return
    if canonical_json(document) != edition.body:
        yield f"{name}: is not in canonical form"
