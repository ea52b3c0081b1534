"""The citation rows of one part, written in place of those it had."""

from collections.abc import Sequence

from django.db import models, transaction

from conditions.document import Citation, cited_id
from conditions.models.citation import Citation as CitationRow
from conditions.models.reference import Reference


class UnknownReferenceError(Exception):
    """A citation names references that do not exist; `ids` has them."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)
        super().__init__(f"There is no reference {', '.join(ids)}.")


@transaction.atomic
def set_citations(*, owner: models.Model, link: str, citations: Sequence[Citation]) -> bool:
    """Make these the citations of `owner`, in order; `link` is the column that points at it.

    Writes nothing when they are the same already. Returns whether it wrote. Raises UnknownReferenceError.
    """
    rows = CitationRow.objects.filter(**{link: owner})
    wanted = [(cited_id(c), "" if isinstance(c, str) else c.locator) for c in citations]
    if wanted == list(rows.values_list("reference__slug", "locator")):
        return False
    references = {r.slug: r for r in Reference.objects.filter(slug__in={slug for slug, _ in wanted})}
    unknown = [slug for slug, _ in wanted if slug not in references]
    if unknown:
        raise UnknownReferenceError(unknown)
    rows.delete()
    CitationRow.objects.bulk_create(
        CitationRow(reference=references[slug], locator=locator, position=position, **{link: owner})
        for position, (slug, locator) in enumerate(wanted)
    )
    return True
