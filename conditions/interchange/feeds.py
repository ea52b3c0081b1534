"""Atom feeds of what was published: the site, a condition, a region, a saved filter.

Each entry says whether the change is significant (it may change what a clinician
does) or minor, and why, in words.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit

from django.utils.html import format_html

from conditions.catalogue.query import PER_PAGE
from conditions.catalogue.search import Hit, Result
from conditions.interchange import addresses
from conditions.interchange.atom import Category, Entry, Feed, Link, Paging
from conditions.interchange.news import News

ATOM_TYPE = "application/atom+xml"
OPENSEARCH_TYPE = "application/opensearchdescription+xml"
EPOCH = date(2026, 1, 1)
SIGNIFICANCE = {
    "significant": "A significant change: it may change what a clinician does.",
    "minor": "A minor change: it does not change what a clinician does.",
    "": "Withdrawn.",
}


def host_of(site: str) -> str:
    """The host name for tag URIs."""
    return urlsplit(site).hostname or "localhost"


def feed_of(
    news: Sequence[News], *, title: str, publisher: str, site: str, path: str, page: str, subtitle: str = ""
) -> Feed:
    """A feed of publications; `path` is its own address, `page` the page that it follows."""
    return Feed(
        title=title,
        subtitle=subtitle,
        id=f"tag:{host_of(site)},2026:feed:{path}",
        updated=max((n.at for n in news), default=datetime(2026, 1, 1, tzinfo=UTC)),
        author=publisher,
        base=site,
        links=(
            Link(site + path, title, rel="self", type=ATOM_TYPE),
            Link(site + page, title),
        ),
        entries=tuple(_entry(n, site) for n in news),
    )


def _entry(news: News, site: str) -> Entry:
    kind = news.significance or "withdrawn"
    return Entry(
        title=f"{news.name}, edition {news.number}" if news.significance else f"{news.name} was withdrawn",
        id=f"tag:{host_of(site)},2026:{news.slug}:e{news.number}{'' if news.significance else ':withdrawn'}",
        updated=news.at,
        links=(
            Link(site + addresses.edition(news.slug, news.number), f"Edition {news.number}"),
            Link(site + addresses.condition(news.slug), "Current page", rel="related"),
        ),
        summary=format_html(
            "<p>{}</p><p>{}{}</p>",
            news.summary,
            SIGNIFICANCE[news.significance],
            f" Reviewed by {news.reviewer}." if news.reviewer else "",
        ),
        author=news.author,
        categories=(Category(f"tag:{host_of(site)},2026:significance", kind, kind.capitalize()),),
    )


def results_feed(found: Result, *, publisher: str, site: str, path: str) -> Feed:
    """One page of search results, as OpenSearch clients read them; `path` is the feed's own address."""
    terms = found.query.text
    return Feed(
        title=f"{publisher}: {terms}" if terms else publisher,
        id=f"tag:{host_of(site)},2026:search:{terms}",
        updated=datetime.combine(
            max(
                (hit.condition.reviewed_on for hit in found.hits if hit.condition.reviewed_on), default=EPOCH
            ),
            time(tzinfo=UTC),
        ),
        author=publisher,
        base=site,
        links=(
            Link(site + path, "Results", rel="self", type=ATOM_TYPE),
            Link(site + "/opensearch.xml", publisher, rel="search", type=OPENSEARCH_TYPE),
        ),
        entries=tuple(_result(hit, site) for hit in found.hits),
        paging=Paging(found.total, (found.query.page - 1) * PER_PAGE + 1, PER_PAGE, terms),
    )


def _result(hit: Hit, site: str) -> Entry:
    condition = hit.condition
    return Entry(
        title=condition.name,
        id=f"tag:{host_of(site)},2026:{condition.slug}:e{condition.edition}",
        updated=datetime.combine(condition.reviewed_on or EPOCH, time(tzinfo=UTC)),
        links=(Link(site + addresses.condition(condition.slug), condition.name),),
        summary=format_html("<p>{}</p>", condition.card.summary),
    )
