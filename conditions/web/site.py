"""What every page knows of the site: its name, its address, its navigation."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

MAIN = (
    ("conditions", "Conditions"),
    ("differentiate", "Differentiate"),
    ("findings", "Findings"),
    ("red-flags", "Red flags"),
    ("references", "References"),
)
FOOT = (
    ("about", "About and limits"),
    ("compare", "Compare"),
    ("site-feed", "Feed of changes"),
    ("api-docs", "For developers"),
)


@dataclass(frozen=True)
class Link:
    """A link of the navigation; `here` is the value of aria-current, or empty."""

    label: str
    url: str
    here: str = ""


def site(request: HttpRequest) -> dict[str, Any]:
    """Context: name and public address of the site, and its links. Names that no address has yet are left out."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "site_links": _links(MAIN, request.path),
        "foot_links": _links(FOOT, request.path),
    }


def _links(names: tuple[tuple[str, str], ...], path: str) -> list[Link]:
    links = []
    for name, label in names:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        links.append(Link(label, url, _here(url, path)))
    return links


def _here(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""
