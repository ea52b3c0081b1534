"""A region of the body map: some thirty on a page, so they are put together here and not in a template."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from conditions.web.body_map import DrawnRegion

register = template.Library()
_CURRENT = SafeString(' aria-current="true"')
_AGAIN = SafeString(' tabindex="-1" aria-hidden="true"')
_HIDDEN = SafeString(' aria-hidden="true"')


@register.simple_tag
def map_region(region: DrawnRegion, *, linked: bool) -> SafeString:
    """The region as a link where it leads somewhere, else as a shape; `linked`: others on the map are links."""
    if region.href is None:
        return format_html(
            '<g class="body-map-region is-{}" data-region="{}"{}><title>{}</title>{}</g>',
            region.state,
            region.region,
            _HIDDEN if linked else "",
            region.label,
            _shape(region.path),
        )
    return format_html(
        '<a class="body-map-region is-{}" href="{}" data-region="{}" aria-label="{}"{}{}>'
        "<title>{}</title>{}</a>",
        region.state,
        region.href,
        region.region,
        region.label,
        _CURRENT if region.state == "on" else "",
        _AGAIN if region.again else "",
        region.label,
        _shape(region.path),
    )


@lru_cache(maxsize=200)
def _shape(path: str) -> SafeString:
    return format_html('<path d="{}"/>', path)
