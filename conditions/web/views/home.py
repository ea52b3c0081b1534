"""The front door: the search box, the body map, and every condition by region."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from conditions.bodymap import REGION_NAMES
from conditions.catalogue.overview import by_region
from conditions.web.body_map import BodyMap, body_map
from conditions.web.pages import page

MOST_LISTED = 12


@dataclass(frozen=True)
class RegionLinks:
    """A region of the list: its address, and the first of the conditions that hurt there most."""

    name: str
    url: str
    count: int
    conditions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class HomeContext:
    """What the home page gets."""

    map: BodyMap
    regions: list[RegionLinks]


def home(request: HttpRequest) -> HttpResponse:
    """The home page."""
    regions = by_region()
    drawn = body_map(
        counts={region.name: region.count for region in regions}, href=_address, label="Where does it hurt?"
    )
    links = [
        RegionLinks(REGION_NAMES[r.name], _address(r.name), r.count, r.main[:MOST_LISTED])
        for r in regions
        if r.main
    ]
    return page(request, "home.html", HomeContext(drawn, links))


def _address(region: str) -> str:
    return f"{reverse('conditions')}?{urlencode({'region': region})}"
