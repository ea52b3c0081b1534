"""What a page says of itself to programs."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from conditions.catalogue.entry import ConditionEntry
from conditions.document import ConditionDocument
from conditions.interchange import addresses, jsonld
from conditions.models.edition import Edition
from conditions.web.versions import links_of

register = template.Library()


@register.inclusion_tag("components/_head_condition.html")
def condition_head(
    document: ConditionDocument,
    entry: ConditionEntry,
    edition: Edition | None = None,
    names: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Links between versions, Dublin Core, OpenGraph and linked data of a condition's page.

    `names` of the published differentials by slug, where the caller has them already.
    """
    number = edition.number if edition else entry.edition
    return {
        "document": document,
        "links": links_of(entry, number),
        "url": settings.SITE_URL + addresses.condition(entry.slug),
        "edition_url": settings.SITE_URL + addresses.edition(entry.slug, number),
        "number": number,
        "published_at": edition.published_at if edition else entry.published_at,
        "reviewer": edition.reviewer if edition else "",
        "site_name": settings.SITE_NAME,
        "entry": entry,
        "names": names,
        "is_current": number == entry.edition and not entry.withdrawn,
    }


@register.filter
def with_code(text: str) -> SafeString:
    """The text with what stands in backticks as code."""
    parts = text.split("`")
    return format_html_join(
        "",
        "{}",
        ((format_html("<code>{}</code>", part) if place % 2 else part,) for place, part in enumerate(parts)),
    )


@register.simple_tag(takes_context=True)
def json_ld(context: template.Context) -> SafeString:
    """The linked data block of a current page; needs the context of condition_head."""
    entry, document = context["entry"], context["document"]
    publication = jsonld.Publication(
        url=context["url"],
        edition_url=context["edition_url"],
        number=context["number"],
        published_on=timezone.localdate(context["published_at"]),
        first_published_on=timezone.localdate(entry.first_published_at),
        publisher=settings.SITE_NAME,
        publisher_url=f"{settings.SITE_URL}/",
        reviewer=context["reviewer"],
    )
    value = jsonld.page(document, publication, _others(document, context["names"]))
    return format_html('<script type="application/ld+json">{}</script>', jsonld.DataBlock(value))


def _others(document: ConditionDocument, names: Mapping[str, str] | None) -> dict[str, tuple[str, str]]:
    if names is None:
        slugs = [part.condition for part in document.differentials]
        rows = ConditionEntry.objects.filter(slug__in=slugs, withdrawn=False)
        names = dict(rows.values_list("slug", "name"))
    return {slug: (name, settings.SITE_URL + addresses.condition(slug)) for slug, name in names.items()}
