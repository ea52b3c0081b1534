"""The address of the rest of a list."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from conditions.interchange.api import contents
from conditions.interchange.api.parameters import Parameters


def next_page(name: str, parameters: Parameters, cursor: str | None, *places: str) -> str | None:
    """The same question with the cursor in place of a page number, or None at the end of the list."""
    if cursor is None:
        return None
    values: dict[str, Any] = parameters.model_dump(exclude_none=True, exclude_unset=True, exclude={"page"})
    query = urlencode([*(values | {"cursor": cursor}).items()], doseq=True)
    return contents.absolute(f"{reverse(name, args=places)}?{query}")
