"""Editions made straight from the content pack, as publishing would embed them."""

from functools import cache

from conditions.document import canonical_json, sha256_of
from conditions.interchange.reader import read_content
from conditions.sheets.edition import SheetEdition

PRIMARY = (
    "greater-trochanteric-pain-syndrome",
    "piriformis-syndrome",
    "sacroiliac-joint-dysfunction",
    "lumbar-referred-pain",
    "lumbar-radiculopathy",
)


@cache
def content():
    return read_content("fixtures")


@cache
def document(slug):
    """The condition with its findings and references embedded."""
    pack = content()
    plain = pack.conditions[slug].anchored()
    named = plain.model_copy(update={"vocabulary": tuple(pack.findings[a.finding] for a in plain.findings)})
    return named.model_copy(update={"bibliography": tuple(pack.references[i] for i in named.cited_ids())})


def edition(slug, number=3):
    return SheetEdition(
        number=number,
        sha256=sha256_of(canonical_json(document(slug))),
        address=f"https://glutes.example/conditions/{slug}/e/{number}/",
    )
