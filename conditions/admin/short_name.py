"""A source in two words, for lists where its title has no room."""

from conditions.document import Reference


def short_name(reference: Reference) -> str:
    """The first author and the year: `Grimaldi 2015`."""
    first = reference.author[0] if reference.author else None
    name = (first.family or first.literal) if first else reference.id
    return f"{name} {reference.year or ''}".strip()
