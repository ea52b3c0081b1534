"""Atom feeds to subscribe to: the site, a condition, a region."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from conditions.catalogue.entry import ConditionEntry
from conditions.document import REGIONS
from conditions.interchange import addresses, atom, feeds, news
from conditions.web.conditional import conditional
from conditions.web.cors import readable_anywhere


@require_safe
def site_feed(request: HttpRequest) -> HttpResponse:
    """Every publication and withdrawal."""
    return changes(request, news.newest(), settings.SITE_NAME, reverse("home"), dated=True)


@require_safe
def condition_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The editions of one condition, a withdrawn one too."""
    entry = ConditionEntry.objects.filter(slug=slug).only("name").first()
    if entry is None:
        raise Http404(f"There is no condition “{slug}”.")
    return changes(request, news.newest([slug]), entry.name, addresses.condition(slug), dated=True)


@require_safe
def region_feed(request: HttpRequest, region: str) -> HttpResponse:
    """Publications of the conditions that hurt in a region."""
    if region not in REGIONS:
        raise Http404(f"There is no region “{region}”. The regions are: {', '.join(REGIONS)}.")
    page = f"{reverse('conditions')}?region={region}"
    return changes(request, news.newest(news.in_region(region)), region.replace("-", " ").capitalize(), page)


def changes(
    request: HttpRequest,
    items: list[news.News],
    subject: str,
    page: str,
    subtitle: str = "",
    *,
    dated: bool = False,
) -> HttpResponse:
    """The feed of these publications. `dated`: it grows only, so the last of them says when it changed."""
    name = settings.SITE_NAME
    feed = feeds.feed_of(
        items,
        title=f"{name}: changes" if subject == name else f"{subject}: changes · {name}",
        subtitle=subtitle,
        publisher=name,
        site=settings.SITE_URL,
        path=request.get_full_path(),
        page=page,
    )
    return sent(request, feed, since=feed.updated if dated else None)


def sent(request: HttpRequest, feed: atom.Feed, since: datetime | None = None) -> HttpResponse:
    """The feed as a response that is not sent again while nothing changed."""
    response = HttpResponse(atom.to_xml(feed), content_type=atom.CONTENT_TYPE)
    return readable_anywhere(conditional(request, response, since=since))
