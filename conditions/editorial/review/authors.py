"""Who changed something in a document since the edition that readers see."""

from datetime import datetime

from django.contrib.auth import get_user_model

from conditions.document import ConditionDocument, Part
from conditions.models.draft import DraftRevision
from conditions.models.edition import Edition
from conditions.models.finding import Finding
from conditions.models.reference import Reference
from conditions.models.review import Review


def authors_of(document: ConditionDocument, current: Edition | None) -> set[int]:
    """The ids of everyone who saved the draft, or a finding or reference in it, since the current edition.

    Saves of the draft are counted from the revision that became the current edition;
    saves of findings and references from the audit trail, where their words differ.
    """
    last = (
        Review.objects.filter(condition__slug=document.slug, state=Review.State.PUBLISHED)
        .order_by("-edition")
        .first()
    )
    saves = DraftRevision.objects.filter(slug=document.slug, saved_by__isnull=False)
    if last is not None and current is not None and last.edition == current.number:
        saves = saves.filter(number__gt=last.revision)
    found = set(saves.values_list("saved_by", flat=True))
    before = current.document if current else None
    since = current.published_at if current else None
    found |= _savers(Finding, _differing(document.vocabulary, before.vocabulary if before else ()), since)
    found |= _savers(
        Reference, _differing(document.bibliography, before.bibliography if before else ()), since
    )
    return found


def _differing(after: tuple[Part, ...], before: tuple[Part, ...]) -> list[str]:
    was = {part.id: part for part in before}  # type: ignore[attr-defined]
    return [part.id for part in after if was.get(part.id) != part]  # type: ignore[attr-defined]


def _savers(model, slugs: list[str], since: datetime | None) -> set[int]:
    if not slugs:
        return set()
    events = model.pgh_event_model.objects.filter(slug__in=slugs, pgh_context__isnull=False)
    if since is not None:
        events = events.filter(pgh_created_at__gt=since)
    users = set(events.values_list("pgh_context__metadata__user", flat=True))
    known = get_user_model().objects.filter(pk__in=[user for user in users if isinstance(user, int)])
    return set(known.values_list("pk", flat=True))
