"""Conditions and their editions."""

from conditions.catalogue import history, read
from conditions.catalogue.entry import ConditionEntry
from conditions.document import ConditionDocument
from conditions.interchange import addresses
from conditions.interchange.api import answers, contents, cursor
from conditions.interchange.api.openapi import Endpoint
from conditions.interchange.api.parameters import Compare, EditionsOf, Parameters
from conditions.models.edition import Edition
from conditions.web.views.api.endpoint import ApiError, endpoint
from conditions.web.views.api.paging import next_page

EXAMPLE = "greater-trochanteric-pain-syndrome"


@endpoint(
    Endpoint(
        "conditions/<slug:slug>",
        "api-condition",
        "One condition",
        "The whole document of the current edition, byte for byte as it was published: the SHA-256 of the "
        "body is the ETag.",
        ConditionDocument,
        f"conditions/{EXAMPLE}",
        "Conditions",
        errors=(404, 410),
    )
)
def condition(parameters: Parameters, slug: str) -> answers.Stored:
    """The stored bytes of the current edition."""
    entry = _entry(slug)
    links = contents.version_links(slug, entry.edition, entry.edition)
    return answers.Stored(entry.body, entry.sha256, entry.published_at, links)


@endpoint(
    Endpoint(
        "conditions/<slug:slug>/editions",
        "api-editions",
        "Editions of a condition",
        "Every published version, newest first, with the hash that chains it to the one before. Those of a "
        "withdrawn condition stay.",
        answers.EditionList,
        f"conditions/{EXAMPLE}/editions",
        "Conditions",
        parameters=EditionsOf,
        errors=(404,),
    )
)
def editions(parameters: EditionsOf, slug: str) -> answers.EditionList:
    """One page of the editions of a condition."""
    name = f"editions of {slug}"
    before = cursor.number(name, parameters.cursor)
    found = contents.editions(slug, before, parameters.limit)
    if not found and before is None:
        raise ApiError(404, f"There is no condition “{slug}”.")
    page = tuple(found[: parameters.limit])
    following = cursor.write(name, page[-1].number) if len(found) > len(page) else None
    return answers.EditionList(
        slug=slug,
        editions=page,
        cursor=following,
        next=next_page("api-editions", parameters, following, slug),
    )


@endpoint(
    Endpoint(
        "conditions/<slug:slug>/editions/<int:number>",
        "api-edition",
        "One edition",
        "The document as it was published. This answer never changes.",
        ConditionDocument,
        f"conditions/{EXAMPLE}/editions/1",
        "Conditions",
        errors=(404,),
    )
)
def edition(parameters: Parameters, slug: str, number: int) -> answers.Stored:
    """The stored bytes of an edition."""
    try:
        found = read.edition(slug, number)
    except Edition.DoesNotExist:
        raise ApiError(404, f"There is no edition {number} of “{slug}”.") from None
    links = contents.version_links(slug, number, history.entry(slug).edition)
    return answers.Stored(found.body, found.sha256, found.published_at, links, for_ever=True)


@endpoint(
    Endpoint(
        "compare",
        "api-compare",
        "Conditions side by side",
        "Every finding that any of the conditions names, with what each says of it.",
        answers.Comparison,
        f"compare?condition={EXAMPLE}&condition=hip-osteoarthritis",
        "Reasoning",
        parameters=Compare,
        errors=(404, 410),
    )
)
def compare(parameters: Compare) -> answers.Comparison:
    """Two to six conditions side by side."""
    slugs = list(dict.fromkeys(parameters.condition))
    entries = contents.live(slugs)
    for slug in slugs[: len(slugs) if len(entries) < len(slugs) else 0]:
        _entry(slug)
    return contents.comparison(entries)


def _entry(slug: str) -> ConditionEntry:
    try:
        return read.condition(slug)
    except ConditionEntry.DoesNotExist:
        raise ApiError(404, f"There is no condition “{slug}”.") from None
    except read.WithdrawnError as withdrawn:
        entry = withdrawn.entry
        raise ApiError(
            410,
            f"{entry.name} was withdrawn.",
            reason=entry.withdrawn_reason,
            replacement=entry.replacement or None,
            last_edition=contents.absolute(addresses.optional("api-edition", slug, entry.edition)),
        ) from None
