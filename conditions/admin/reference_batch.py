"""References on their way in: carried by the preview page itself, so that nothing waits on the server.

A lost session or a restart costs nothing: what was read is in the page.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.urls import reverse
from pydantic import ValidationError

from conditions.bibliography.draft import Draft
from conditions.bibliography.duplicates import Duplicates, Match
from conditions.bibliography.identity import make_id
from conditions.bibliography.vancouver import FormattedReference, vancouver
from conditions.document import Reference
from conditions.editorial.add_references import NewReference
from conditions.models.reference import Reference as ReferenceRow

# As many as one page shows: a person looks at each of them.
SHOWN = 200
LARGEST_UNPACKED = 30_000_000


class UnpackError(ValueError):
    """The page's own record of what was read is damaged."""


def pack(drafts: Sequence[Draft]) -> str:
    """The drafts as a text that a hidden field can carry."""
    plain = json.dumps([draft.__dict__ for draft in drafts], ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(plain.encode(), level=6)).decode()


def unpack(text: str) -> tuple[Draft, ...]:
    """The drafts again. Raises UnpackError; what a draft holds is checked when it is taken in."""
    try:
        unzip = zlib.decompressobj()
        plain = unzip.decompress(base64.b64decode(text, validate=True), LARGEST_UNPACKED)
        if unzip.unconsumed_tail:
            raise UnpackError("There is more than can be taken in at once.")
        drafts = tuple(Draft(**item) for item in json.loads(plain))
        for draft in drafts:
            Reference.model_validate(draft.values | {"id": "draft", "design": "cohort"})
    except (binascii.Error, zlib.error, ValueError, TypeError, AttributeError) as error:
        raise UnpackError("What was read got lost on the way. Start again with the file.") from error
    return drafts


@dataclass(frozen=True)
class Row:
    """One reference of the preview: what it is, what it will be called, whether it is there already."""

    index: int
    draft: Draft
    formatted: FormattedReference
    identity: str
    design: str
    taken: bool
    match: Match | None
    error: str = ""
    existing: str = ""
    existing_url: str = ""

    @property
    def in_this_file(self) -> bool:
        """Whether the match is another record of the same file."""
        return self.match is not None and not self.existing


@dataclass(frozen=True)
class Choices:
    """What the curator chose on the preview: by index which, under which id, with which design."""

    taken: frozenset[int] = frozenset()
    identities: Mapping[int, str] = field(default_factory=dict)
    designs: Mapping[int, str] = field(default_factory=dict)
    default_design: str = ""

    @classmethod
    def from_post(cls, post: Mapping[str, str], count: int) -> "Choices":
        """Out of the fields take-n, id-n, design-n and design."""
        numbers = range(min(count, SHOWN))
        return cls(
            frozenset(n for n in numbers if f"take-{n}" in post),
            {n: post.get(f"id-{n}", "").strip() for n in numbers},
            {n: post.get(f"design-{n}", "") for n in numbers},
            post.get("design", ""),
        )


def proposed(drafts: Sequence[Draft], known: Duplicates, ids: Iterable[str]) -> list[Row]:
    """The first drafts with ids of their own; those that seem to be there already are not ticked.

    A second record of one work in the same file counts as there already.
    """
    used = set(ids)
    rows = []
    for index, draft in enumerate(drafts[:SHOWN]):
        match = known.match(draft.values)
        identity = make_id(draft.values, used)
        used.add(identity)
        known.add(identity, draft.values)
        rows.append(
            Row(
                index,
                draft,
                _formatted(draft),
                identity,
                draft.design or "",
                taken=match is None,
                match=match,
            )
        )
    return rows


def labelled(rows: Sequence[Row]) -> list[Row]:
    """The rows with the name of the existing reference that each matches; one query."""
    matched = [row.match.identity for row in rows if row.match]
    known = {r.slug: r for r in ReferenceRow.objects.filter(slug__in=matched)}
    return [_labelled(row, known.get(row.match.identity) if row.match else None) for row in rows]


def _labelled(row: Row, existing: ReferenceRow | None) -> Row:
    if existing is None:
        return row
    url = reverse("admin:conditions_reference_change", args=[existing.pk])
    return replace(row, existing=str(existing), existing_url=url)


def chosen(rows: Sequence[Row], choices: Choices) -> list[Row]:
    """The rows as the curator left them."""
    return [
        replace(
            row,
            taken=row.index in choices.taken,
            identity=choices.identities.get(row.index) or row.identity,
            design=choices.designs.get(row.index) or choices.default_design,
        )
        for row in rows
    ]


def to_add(rows: Sequence[Row]) -> tuple[list[NewReference], list[Row]]:
    """The ticked rows as references, and all rows with what is wrong with them."""
    references, checked = [], []
    for row in rows:
        error = ""
        if row.taken:
            try:
                part = Reference.model_validate(row.draft.values | {"id": row.identity, "design": row.design})
                references.append(NewReference(part, row.draft.standing, row.draft.standing_note))
            except ValidationError as invalid:
                error = " ".join(_sentence(str(e["loc"][0]), str(e["msg"])) for e in invalid.errors())
        checked.append(replace(row, error=error))
    return references, checked


def with_error(row: Row, error: str) -> Row:
    """The row with what is wrong with it."""
    return replace(row, error=error)


def _sentence(name: str, message: str) -> str:
    if name == "design":
        return "Choose a study design."
    if name == "id":
        return "The id must be lower-case letters, digits and single hyphens."
    return f"{name}: {message}."


def _formatted(draft: Draft) -> FormattedReference:
    return vancouver(draft.reference(identity="draft", design=draft.design or "cohort"))
