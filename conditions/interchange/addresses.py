"""The paths that other systems are sent to: kept for ever once they were given out."""

from django.urls import NoReverseMatch, reverse

INFOBUTTON = "/infobutton/"


def condition(slug: str, section: str = "") -> str:
    """The current page of a condition, at a section where one is given."""
    return reverse("condition", args=[slug]) + (f"#{section}" if section else "")


def edition(slug: str, number: int) -> str:
    """One edition."""
    return reverse("edition", args=[slug, number])


def handout(slug: str) -> str:
    """The words for the patient: a page of its own where the site has one."""
    return optional("handout", slug) or condition(slug, "handout")


def optional(name: str, *args: str | int) -> str:
    """The path by its name, or nothing where the site has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
