"""Widgets that write their HTML themselves.

A page of the editor has two thousand of them; by a template each, Django takes
seconds for that page, written directly a tenth of it. Everything is escaped by
`format_html` and `flatatt`.
"""

import json
from functools import lru_cache

from django import forms
from django.forms.utils import flatatt
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class _Direct:
    """Rendering without a template: `render` as Django calls it, `html` for each kind."""

    def render(self, name, value, attrs=None, renderer=None):
        """The widget as safe HTML."""
        return self.html(name, value, self.build_attrs(self.attrs, attrs))


class Line(_Direct, forms.TextInput):
    """One line of text."""

    def html(self, name, value, attrs):
        """An input with its value."""
        shown = self.format_value(value)
        if shown is not None:
            attrs = {**attrs, "value": shown}
        return format_html('<input type="{}" name="{}"{}>', self.input_type, name, flatatt(attrs))


class Number(Line):
    """A number of any step."""

    input_type = "number"

    def __init__(self) -> None:
        super().__init__(attrs={"step": "any"})


class Day(_Direct, forms.DateInput):
    """A date, picked in the browser."""

    input_type = "date"
    html = Line.html

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Hidden(Line):
    """Not seen."""

    input_type = "hidden"


class Order(Line):
    """The place of a row."""

    input_type = "number"

    def __init__(self, attrs=None) -> None:
        super().__init__(attrs={"class": "order", "aria-label": "Place", **(attrs or {})})


class Box(_Direct, forms.Textarea):
    """Text of many lines."""

    def html(self, name, value, attrs):
        """A text area with its value."""
        return format_html(
            '<textarea name="{}"{}>\n{}</textarea>', name, flatatt(attrs), self.format_value(value) or ""
        )


class Tick(_Direct, forms.CheckboxInput):
    """Yes or no."""

    def html(self, name, value, attrs):
        """A checkbox."""
        on = {"checked": True} if self.check_test(value) else {}
        return format_html('<input type="checkbox" name="{}"{}>', name, flatatt({**attrs, **on}))


class Choice(_Direct, forms.Select):
    """One of a list."""

    def html(self, name, value, attrs):
        """A select; a value that is not in the list is shown as the first, empty one."""
        options = _options(tuple(self.choices), "" if value is None else str(value))
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(attrs), options)


class Ticks(_Direct, forms.CheckboxSelectMultiple):
    """Any of a short list."""

    def html(self, name, value, attrs):
        """A box for each, in the order of the list."""
        chosen = tuple(map(str, value or ()))
        return format_html(
            '<div id="{}">{}</div>',
            attrs.get("id", ""),
            _boxes(name, attrs.get("id", ""), tuple(self.choices), chosen),
        )


# The same few lists are on the page hundreds of times.
@lru_cache(maxsize=512)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, " selected" if str(value) == chosen else "", label) for value, label in choices),
    )


def _boxes(
    name: str, identity: str, choices: tuple[tuple[str, str], ...], chosen: tuple[str, ...]
) -> SafeString:
    return format_html_join(
        "",
        '<div><label for="{0}_{1}"><input type="checkbox" name="{2}" value="{3}" id="{0}_{1}"{4}> {5}</label></div>',
        (
            (identity, i, name, value, " checked" if str(value) in chosen else "", label)
            for i, (value, label) in enumerate(choices)
        ),
    )


class Lookup:
    """Ids that are shown as names, searched by typing; the script finds it by data-lookup."""

    class Media:
        css = {"all": ["admin-side/lookup.css"]}
        js = [Script("admin-side/lookup.js", type="module")]

    kind = "one"
    single = True

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source
        self.labels: dict[str, str] = {}

    def ids(self, value) -> list[str]:
        """The ids in the value."""
        return [value] if value else []

    def html(self, name, value, attrs):
        """The plain field inside an element that says where to search and what the ids are called."""
        labels = {i: self.labels[i] for i in self.ids(value) if i in self.labels}
        return format_html(
            '<div class="lookup" data-lookup="{}" data-kind="{}"{}{}>{}</div>',
            reverse("admin:lookup", args=[self.source]),
            self.kind,
            " data-single" if self.single else "",
            flatatt({"data-labels": json.dumps(labels, ensure_ascii=False)}),
            super().html(name, value, attrs),
        )


class LookupOne(Lookup, Line):
    """The id of a finding, condition or reference."""


class LookupMany(Lookup, Box):
    """Ids, one a line."""

    kind = "many"
    single = False

    def ids(self, value) -> list[str]:
        """One a line."""
        return [line.strip() for line in (value or "").splitlines()]
