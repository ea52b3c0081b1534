"""Keep the states of drafts, so that a save can be compared, merged and taken back."""

from collections.abc import Iterable

from conditions.document import ConditionDocument, canonical_json
from conditions.models.draft import DraftRevision

State = tuple[str, int, ConditionDocument]


def keep_revisions(states: Iterable[State], *, by, note: str) -> None:
    """Keep these states, each `(slug, revision, document)`, unless they are kept already."""
    DraftRevision.objects.bulk_create(
        [
            DraftRevision(slug=slug, number=number, body=canonical_json(document), saved_by=by, note=note)
            for slug, number, document in states
        ],
        ignore_conflicts=True,
    )


def keep_revision(slug: str, number: int, document: ConditionDocument, *, by, note: str) -> None:
    """Keep one state of a draft, unless it is kept already."""
    keep_revisions([(slug, number, document)], by=by, note=note)


def last_number(slug: str) -> int | None:
    """The number of the last state that was kept; None where none was."""
    numbers = DraftRevision.objects.filter(slug=slug).order_by("-number").values_list("number", flat=True)
    return numbers.first()
