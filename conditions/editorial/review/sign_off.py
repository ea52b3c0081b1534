"""Sign-off part by part: it holds for exactly these words, in this and every later review."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from conditions.document import ConditionDocument
from conditions.editorial.review.locked import NotOpenError, locked
from conditions.editorial.review.parts import Checkable, changed_keys, checkable
from conditions.models.edition import Edition
from conditions.models.review import Review, SignOff


class OwnChangeError(Exception):
    """An author can't sign off or decide what they changed."""


@dataclass(frozen=True)
class State:
    """How far the checking is."""

    parts: tuple[Checkable, ...]
    changed: frozenset[str]
    signed: dict[str, SignOff]

    @property
    def missing(self) -> list[Checkable]:
        """New or changed parts that nobody has checked."""
        return [p for p in self.parts if p.key in self.changed and p.key not in self.signed]

    @property
    def statements(self) -> tuple[int, int]:
        """(reviewed, all) statements."""
        all_ = [p for p in self.parts if p.is_statement]
        return sum(p.key in self.signed for p in all_), len(all_)


def state_of(review: Review) -> State:
    """The parts of the document under review, which changed, and who signed which."""
    document = ConditionDocument.model_validate_json(review.body)
    base = Edition.objects.of(document.slug).filter(number=review.base_edition).first()
    parts = checkable(document)
    return State(
        tuple(parts),
        frozenset(changed_keys(base.document if base else None, document)),
        signed(document.slug, parts),
    )


def signed(slug: str, parts: Iterable[Checkable]) -> dict[str, SignOff]:
    """The latest sign-off of each part in exactly its words, by key."""
    digests = {part.key: part.digest for part in parts}
    rows = SignOff.objects.filter(slug=slug, digest__in=digests.values()).select_related("signed_by")
    return {row.part: row for row in rows.order_by("signed_at") if digests.get(row.part) == row.digest}


@transaction.atomic
def sign_off(*, review: Review, keys: Iterable[str], by) -> int:
    """Sign off these parts of an open review; how many are new. Raises NotOpenError and OwnChangeError."""
    review = locked(review)
    if review.state != Review.State.OPEN:
        raise NotOpenError(review)
    if review.authors.filter(pk=by.pk).exists():
        raise OwnChangeError("You changed something in this document: somebody else has to check it.")
    wanted = set(keys)
    state = state_of(review)
    rows = [
        SignOff(slug=review.condition.slug, part=p.key, digest=p.digest, review=review, signed_by=by)
        for p in state.parts
        if p.key in wanted and p.key not in state.signed
    ]
    SignOff.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def for_readers(review: Review) -> dict[str, dict[str, str]]:
    """Who checked which statement when, as the edition keeps it."""
    state = state_of(review)
    return {
        key.removeprefix("statement:"): {
            "by": row.signed_by.get_full_name() or row.signed_by.username,
            "on": timezone.localdate(row.signed_at).isoformat(),
        }
        for key, row in state.signed.items()
        if key.startswith("statement:")
    }
