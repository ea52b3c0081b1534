"""Render a page from its context: a dataclass, so that what a template may use is written down and tested."""

from dataclasses import fields, is_dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, template: str, context: Any, status: int = 200) -> HttpResponse:
    """The page; the names in the template are the fields of the context."""
    assert_is_context(context)
    values = {f.name: getattr(context, f.name) for f in fields(context)}
    return render(request, template, values, status=status)


def assert_is_context(context: Any) -> None:
    """Raises TypeError for anything but an instance of a dataclass."""
    if not is_dataclass(context) or isinstance(context, type):
        raise TypeError("The context of a page is an instance of a dataclass.")
