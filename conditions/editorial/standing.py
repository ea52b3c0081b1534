"""A reference is retracted, corrected, or in good standing again: readers see it at once."""

from django.db import transaction

from conditions.catalogue import write
from conditions.catalogue.entry import ConditionEntry
from conditions.editorial import health
from conditions.models.reference import Reference


@transaction.atomic
def change_standing(*, reference: Reference, standing: str, note: str) -> None:
    """Set the standing of a saved reference on its page and on every page that cites it."""
    reference.standing, reference.standing_note = standing, note
    reference.save(update_fields=["standing", "standing_note", "updated_at"])
    show_standing(reference=reference)


@transaction.atomic
def show_standing(*, reference: Reference) -> None:
    """Write the standing of a reference as it is stored to everything that readers see."""
    version = write.next_version()
    write.standing(reference.slug, reference.standing, reference.standing_note, version)
    health.refresh(ConditionEntry.objects.values_list("slug", flat=True), version=version)
