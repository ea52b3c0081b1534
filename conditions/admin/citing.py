"""The citations field: references in order, each with an optional locator, picked by typing.

Without script it is a box with one citation a line, `grimaldi2017mri` or
`grimaldi2017mri | p. 12`; with script it shows names that can be searched for.
"""

from collections.abc import Iterable

from django import forms

from conditions.admin.editor.widgets import Box, Lookup
from conditions.document import Citation, LocatedCitation
from conditions.models import Citation as CitationRow
from conditions.models import Reference

SEPARATOR = "|"
MAX_CITATIONS = 60


class CitationsWidget(Lookup, Box):
    """One citation a line; the script turns it into chips with a place in each."""

    kind = "citations"

    def __init__(self, *, single: bool = False) -> None:
        super().__init__("references")
        self.attrs["rows"] = 1 if single else 2
        self.single = single

    def ids(self, value) -> list[str]:
        """The ids without the places."""
        return [identity for identity, _ in parse_lines(value or "")]


class CitationsField(forms.CharField):
    """Cleans to a tuple of citations of the schema; whether they exist is for the form to ask, all at once."""

    widget = CitationsWidget

    def __init__(self, *, single: bool = False, **kwargs) -> None:
        self.single = single
        super().__init__(widget=CitationsWidget(single=single), max_length=20_000, **kwargs)

    def clean(self, value) -> tuple[Citation, ...]:
        """Raises ValidationError with the line that can't be read."""
        text = super().clean(value)
        found = parse_lines(text)
        if len(found) > MAX_CITATIONS:
            raise forms.ValidationError(f"Cite at most {MAX_CITATIONS} sources here, not {len(found)}.")
        for identity, locator in found:
            if not identity.replace("-", "").isalnum() or not identity.isascii() or len(identity) > 80:
                raise forms.ValidationError(f"“{identity[:80]}” is no reference id.")
            if len(locator) > 300:
                raise forms.ValidationError(f"The place in {identity} is longer than 300 characters.")
        if self.single and len(found) > 1:
            raise forms.ValidationError("Cite one source: each row of figures comes from one study.")
        return tuple(
            LocatedCitation(ref=identity, locator=locator) if locator else identity
            for identity, locator in found
        )


def parse_lines(text: str) -> list[tuple[str, str]]:
    """(id, locator) of each line."""
    pairs = (line.partition(SEPARATOR) for line in text.splitlines() if line.strip())
    return [(identity.strip(), locator.strip()) for identity, _, locator in pairs]


def as_lines(citations: Iterable[Citation]) -> str:
    """What the box holds for these citations."""
    return "\n".join(c if isinstance(c, str) else f"{c.ref} {SEPARATOR} {c.locator}" for c in citations)


def lines_of_rows(rows: Iterable[CitationRow]) -> str:
    """What the box holds for these citation rows, in their order."""
    return as_lines(
        LocatedCitation(ref=row.reference.slug, locator=row.locator) if row.locator else row.reference.slug
        for row in rows
    )


def askable(ids: Iterable[str]) -> set[str]:
    """The ids that the database can be asked for: it takes no NUL, and the field says what is wrong with that."""
    return {identity for identity in ids if "\x00" not in identity}


def labels_of(ids: Iterable[str]) -> dict[str, str]:
    """Readable names of references by id, in one query."""
    rows = Reference.objects.filter(slug__in=askable(ids)).only(
        "slug", "author", "issued", "title", "publisher", "standing"
    )
    return {row.slug: label(row) for row in rows}


def label(row: Reference) -> str:
    """First author, year, title; retracted where it is."""
    standing = "" if row.standing == Reference.Standing.GOOD else f"[{row.get_standing_display()}] "
    return f"{standing}{row}"[:160]
