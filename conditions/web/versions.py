"""How the versions of a page hang together, as links: RFC 5829 and the alternates.

The same links go into the head of the page and into its Link header.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from conditions.catalogue.entry import ConditionEntry
from conditions.interchange import addresses


@dataclass(frozen=True)
class VersionLink:
    """One link with its relation; `url` is absolute."""

    rel: str
    url: str
    type: str = ""
    title: str = ""


def links_of(entry: ConditionEntry, number: int | None = None) -> tuple[VersionLink, ...]:
    """Links of the current page of a condition, or of the page of one edition."""
    slug, shown = entry.slug, number or entry.edition
    current = addresses.edition(slug, shown) if entry.withdrawn else addresses.condition(slug)
    candidates = [
        ("canonical", current, "", ""),
        ("latest-version", "" if entry.withdrawn else current, "", ""),
        ("predecessor-version", addresses.edition(slug, shown - 1) if shown > 1 else "", "", ""),
        ("successor-version", addresses.edition(slug, shown + 1) if shown < entry.edition else "", "", ""),
        ("version-history", addresses.optional("editions", slug), "", ""),
        (
            "alternate",
            addresses.optional("api-edition", slug, shown),
            "application/json",
            f"Edition {shown} as JSON",
        ),
        (
            "alternate",
            addresses.optional("condition-feed", slug),
            "application/atom+xml",
            f"Changes of {entry.name}",
        ),
        (
            "alternate",
            "" if entry.withdrawn or shown < entry.edition else addresses.optional("sheet-pdf", slug),
            "application/pdf",
            "Clinician sheet",
        ),
        ("license", "https://creativecommons.org/licenses/by/4.0/", "", ""),
    ]
    return tuple(
        VersionLink(rel, url if url.startswith("https:") else settings.SITE_URL + url, kind, title)
        for rel, url, kind, title in candidates
        if url
    )


def add_version_links(
    response: HttpResponse, entry: ConditionEntry, number: int | None = None
) -> HttpResponse:
    """Set the Link header of a condition's page, or of the page of one edition."""
    parts = [
        f'<{link.url}>; rel="{link.rel}"' + (f'; type="{link.type}"' if link.type else "")
        for link in links_of(entry, number)
    ]
    response["Link"] = ", ".join(parts)
    return response
