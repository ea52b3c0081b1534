"""What search engines and browsers ask for first: sitemap, robots, OpenSearch."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from conditions.interchange import opensearch
from conditions.interchange import sitemap as site_map
from conditions.web.conditional import conditional

# Answers to one person's question, and what is not for the public.
CLOSED = ("/admin/", "/accounts/", "/infobutton/?", "/differentiate/?", "/compare/?", "/search.atom")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the sitemap."""
    names = [name.rpartition("-") for name in site_map.files()]
    urls = [settings.SITE_URL + reverse("sitemap-file", args=[name, int(n)]) for name, _, n in names]
    response = HttpResponse(site_map.index_xml(urls), content_type="application/xml")
    return conditional(request, response, max_age=3600)


@require_safe
def sitemap_file(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One file of the sitemap."""
    found = site_map.addresses_in(name, number)
    if not found:
        raise Http404(f"There is no sitemap “{name}-{number}”.")
    response = HttpResponse(site_map.file_xml(settings.SITE_URL, found), content_type="application/xml")
    return conditional(request, response, max_age=3600)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers should leave alone, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return conditional(request, HttpResponse("\n".join(lines), content_type="text/plain"), max_age=3600)


@require_safe
def open_search(request: HttpRequest) -> HttpResponse:
    """The description that makes the site a search engine of the browser."""
    site = settings.SITE_URL
    urls = {
        "text/html": f"{site}{reverse('conditions')}?q={{searchTerms}}&page={{startPage?}}",
        "application/atom+xml": f"{site}{reverse('search-atom')}?q={{searchTerms}}&page={{startPage?}}",
        "application/x-suggestions+json": f"{site}{reverse('suggest')}?format=opensearch&q={{searchTerms}}",
    }
    body = opensearch.description(name=settings.SITE_NAME, site=site, urls=urls)
    return conditional(request, HttpResponse(body, content_type=opensearch.CONTENT_TYPE), max_age=86_400)
