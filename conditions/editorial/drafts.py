"""Drafts: save, create, copy, restore, delete; each save is kept, and none goes over another unseen."""

from django.db import IntegrityError, transaction

from conditions.document import ConditionDocument
from conditions.editorial.draft_tables import with_keys, write_draft
from conditions.editorial.merged import with_kept_ids
from conditions.editorial.revisions import keep_revision, last_number
from conditions.interchange.from_tables import condition_part, same_content, without_embedded
from conditions.interchange.to_tables import condition_columns
from conditions.models.condition import Condition
from conditions.models.draft import DraftRevision
from conditions.models.edition import Edition


class DraftConflictError(Exception):
    """Somebody saved the draft since it was opened: `base` as opened (or None), `theirs` as stored now."""

    def __init__(self, base: ConditionDocument | None, theirs: ConditionDocument, revision: int) -> None:
        self.base, self.theirs, self.revision = base, theirs, revision
        super().__init__(f"{theirs.name} was saved by somebody else since you opened it.")


class SlugTakenError(Exception):
    """The address or the name belongs to another condition; or the address did once and is never used again."""


class StillNeededError(Exception):
    """The draft can't be deleted; the message says why."""


def draft(slug: str) -> tuple[Condition, ConditionDocument]:
    """The row with its parts, and the draft with the id of every statement. Raises Condition.DoesNotExist."""
    row = Condition.objects.with_parts().get(slug=slug)
    return row, condition_part(row).anchored()


def revision(slug: str, number: int) -> ConditionDocument | None:
    """A saved state of a draft, or None when it was not kept (content that was imported)."""
    kept = DraftRevision.objects.filter(slug=slug, number=number).first()
    return ConditionDocument.model_validate_json(kept.body) if kept else None


@transaction.atomic
def save_draft(*, document: ConditionDocument, seen: int, by, note: str = "") -> int:
    """Save the draft of an existing condition that was opened at revision `seen`; its new revision.

    Saving what is stored already changes nothing. Raises DraftConflictError,
    UnknownPartsError, SlugTakenError for the name of another and Condition.DoesNotExist.
    """
    Condition.objects.select_for_update().get(slug=document.slug)
    row, stored = draft(document.slug)
    document = with_keys(with_kept_ids(without_embedded(document)))
    if same_content(stored, document):
        return row.revision
    if row.revision != seen:
        raise DraftConflictError(revision(row.slug, seen), stored, row.revision)
    if document.name != stored.name:
        _check_name(document.name)
    keep_revision(row.slug, row.revision, stored, by=None, note="As it was before the first kept save.")
    write_draft(row, document)
    return _next_revision(document, by=by, note=note)


def _next_revision(document: ConditionDocument, *, by, note: str) -> int:
    row, saved = draft(document.slug)
    if not same_content(saved, document):
        raise RuntimeError(f"{document.slug}: the tables do not hold the document that was saved")
    row.revision += 1
    row.save(update_fields=["revision", "updated_at"])
    keep_revision(row.slug, row.revision, saved, by=by, note=note)
    return row.revision


@transaction.atomic
def create_draft(*, document: ConditionDocument, by, note: str = "") -> int:
    """Make a condition with this draft; its revision. Raises SlugTakenError and UnknownPartsError."""
    document = with_keys(with_kept_ids(without_embedded(document)))
    if Condition.objects.filter(slug=document.slug).exists():
        raise SlugTakenError(f"There is a condition with the address “{document.slug}” already.")
    _check_name(document.name)
    last = last_number(document.slug) or 0
    row = Condition(slug=document.slug, revision=last, **condition_columns(document))
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        # Somebody else made one of the two in this very moment.
        raise SlugTakenError(
            f"There is a condition with the address “{document.slug}” or the name “{document.name}” already."
        ) from None
    write_draft(Condition.objects.with_parts().get(pk=row.pk), document)
    return _next_revision(document, by=by, note=note)


def _check_name(name: str) -> None:
    if Condition.objects.filter(name=name).exists():
        raise SlugTakenError(f"There is a condition with the name “{name}” already.")


@transaction.atomic
def copy_draft(*, source: str, slug: str, name: str, by) -> int:
    """A new condition with the words and sources of another, to be worked on; its revision.

    Dates of review and codes are not taken over: they belong to the source. Raises SlugTakenError.
    """
    if Edition.objects.of(slug).exists():
        raise SlugTakenError(f"The address “{slug}” belonged to a published condition.")
    _, document = draft(source)
    copy = document.model_copy(
        update={
            "slug": slug,
            "name": name,
            "abbreviation": None,
            "synonyms": (),
            "search_terms": (),
            "codes": (),
            "reviewed_on": None,
            "review_due": None,
            "sections": tuple(
                s.model_copy(
                    update={"statements": tuple(t.model_copy(update={"id": None}) for t in s.statements)}
                )
                for s in document.sections
            ),
            "differentials": tuple(d for d in document.differentials if d.condition != slug),
        }
    )
    return create_draft(document=copy, by=by, note=f"Copied from {document.name}.")


@transaction.atomic
def restore_draft(*, document: ConditionDocument, seen: int, by, note: str) -> int:
    """Put an earlier state (an edition's or a kept revision's) in the place of the draft, or bring it back."""
    if not Condition.objects.filter(slug=document.slug).exists():
        return create_draft(document=document, by=by, note=note)
    return save_draft(document=document, seen=seen, by=by, note=note)


@transaction.atomic
def delete_draft(*, slug: str, by) -> None:
    """Delete a condition that was never published; its saved states stay, so that it can be brought back.

    Raises StillNeededError and Condition.DoesNotExist.
    """
    # A save or a request for review that comes between is waited for, and seen.
    Condition.objects.select_for_update().get(slug=slug)
    row, stored = draft(slug)
    if Edition.objects.of(slug).exists():
        raise StillNeededError(f"{row.name} was published: withdraw it instead, its editions are permanent.")
    told_apart = list(row.told_apart_in.values_list("condition__name", flat=True))
    if told_apart:
        raise StillNeededError(f"{row.name} is named as a differential of {', '.join(told_apart)}.")
    if row.reviews.exists():
        raise StillNeededError(f"{row.name} has been in review: its reviews are kept.")
    keep_revision(slug, row.revision, stored, by=by, note="As it was when it was deleted.")
    row.delete()
