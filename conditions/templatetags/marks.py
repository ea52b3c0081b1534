"""A text with the words of the query marked."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from conditions.catalogue.why import Part

register = template.Library()


@register.filter
def with_marks(parts: Sequence[Part]) -> SafeString:
    """The parts as one text, escaped, those that match in `mark` elements."""
    pattern = "".join("<mark>{}</mark>" if part.marked else "{}" for part in parts)
    return format_html(pattern, *(part.text for part in parts)) if parts else SafeString("")
