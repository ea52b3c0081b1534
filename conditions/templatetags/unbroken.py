"""A text whose figures keep their sign on the same line."""

from django import template

register = template.Library()


@register.filter
def unbroken(text: str) -> str:
    """The text with the space before each per cent sign made one where no line breaks."""
    return text.replace(" %", "\u00a0%")
