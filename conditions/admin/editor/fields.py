"""Form fields of the editor: texts of many lines, look-ups by name, choices of the schema."""

import re
from math import inf
from typing import Any

from django import forms

from conditions.admin.editor.widgets import Box, Choice, Day, Line, LookupMany, LookupOne, Number, Tick
from conditions.models.fields import choices_of

MAX_TEXT = 10_000


class TextField(forms.CharField):
    """A text of the schema: at most 10,000 characters, line ends as PostgreSQL and JSON have them."""

    def __init__(self, *, rows: int = 2, required: bool = True, **kwargs) -> None:
        super().__init__(widget=Box(attrs={"rows": rows}), max_length=MAX_TEXT, required=required, **kwargs)

    def widget_attrs(self, widget) -> dict:
        """No maxlength: a browser would cut a long paste without a word."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value) -> str:
        """Line ends are one character."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class LineField(forms.CharField):
    """A name of the schema."""

    def __init__(self, *, required: bool = True, **kwargs) -> None:
        super().__init__(max_length=300, required=required, widget=Line(), **kwargs)


class LookupField(forms.CharField):
    """The id of a finding or condition."""

    def __init__(self, source: str, **kwargs) -> None:
        super().__init__(widget=LookupOne(source), max_length=80, **kwargs)


class LookupManyField(forms.CharField):
    """The ids of several, one a line."""

    def __init__(self, source: str, **kwargs) -> None:
        super().__init__(widget=LookupMany(source), max_length=20_000, **kwargs)

    def clean(self, value) -> list[str]:
        """The lines that are not blank, each once."""
        return list(dict.fromkeys(line.strip() for line in super().clean(value).splitlines() if line.strip()))


def one_of(literal: Any, *, required: bool = True, **kwargs) -> forms.ChoiceField:
    """A value of a Literal of the schema."""
    choices = [("", "–"), *choices_of(literal)]
    return forms.ChoiceField(choices=choices, required=required, widget=Choice(), **kwargs)


def share(**kwargs) -> forms.FloatField:
    """0 to 1."""
    return forms.FloatField(
        required=False,
        min_value=0,
        max_value=1,
        step_size=None,
        widget=Number(),
        **kwargs,
    )


def ratio(**kwargs) -> forms.FloatField:
    """0 or more."""
    return forms.FloatField(required=False, min_value=0, widget=Number(), **kwargs)


class IntervalField(forms.CharField):
    """The limits of a 95 % confidence interval, typed as `0.72 to 0.90`; cleaned to [low, high] or None."""

    def __init__(self, *, highest: float | None = None, **kwargs) -> None:
        self.highest = highest
        example = Line(attrs={"placeholder": "0.72 to 0.90" if highest else "1.2 to 3.9"})
        super().__init__(required=False, max_length=60, widget=example, **kwargs)

    def prepare_value(self, value):
        """A stored pair as it is typed."""
        if isinstance(value, list | tuple):
            return " to ".join(str(limit).removesuffix(".0") for limit in value)
        return value

    def has_changed(self, initial, data) -> bool:
        """By what is typed, since the stored value is a pair."""
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value) -> list[float] | None:
        """The two limits. Raises ValidationError with what is expected."""
        text = re.sub(r"(?<=\d)\s*[-–]\s*(?=[\d.])", " to ", super().clean(value).strip("[]() "))
        if not text:
            return None
        try:
            low, high = map(float, re.split(r"\s*(?:to|,|;)\s*", text))
        except ValueError:
            raise forms.ValidationError("Write the two limits as “0.72 to 0.90”.") from None
        if not 0 <= low <= high < inf:
            raise forms.ValidationError("Write the lower limit first; neither is below 0.")
        if self.highest is not None and high > self.highest:
            raise forms.ValidationError(f"The upper limit is at most {self.highest:g}.")
        return [low, high]


def count(least: int = 1, **kwargs) -> forms.IntegerField:
    """A number of people."""
    return forms.IntegerField(
        required=False, min_value=least, max_value=2_000_000_000, widget=Number(), **kwargs
    )


def day(**kwargs) -> forms.DateField:
    """A date, picked in the browser."""
    return forms.DateField(required=False, widget=Day(), **kwargs)


def yes(**kwargs) -> forms.BooleanField:
    """A box to tick."""
    return forms.BooleanField(required=False, widget=Tick(), **kwargs)
