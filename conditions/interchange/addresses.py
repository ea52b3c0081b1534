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
    try:
        return reverse("handout", args=[slug])
    except NoReverseMatch:
        return condition(slug, "handout")
