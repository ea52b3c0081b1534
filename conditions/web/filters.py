"""The facet form: parses and validates what the address asks for."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.query import FACETS, SORTS, Query

MAX_QUERY_LENGTH = 500
MAX_VALUES = 40


def _readable(value: str) -> None:
    """Half of a surrogate pair is no character: it can't be stored, searched or shown."""
    if any(0xD800 <= ord(character) <= 0xDFFF for character in value):
        raise ValidationError("Half characters (lone surrogates) can’t be searched.")


class _Values(forms.MultipleChoiceField):
    """Repeated keys with any value; the search decides what is known."""

    def valid_value(self, value: str) -> bool:
        return value.isprintable() and 0 < len(value) <= 100

    def to_python(self, value: list[str] | None) -> list[str]:
        values = list(dict.fromkeys(super().to_python(value)))
        if len(values) > MAX_VALUES:
            raise ValidationError(
                f"{len(values)} values are chosen; up to {MAX_VALUES} of one filter can be combined."
            )
        return values


class _ValuesFilter(django_filters.Filter):
    field_class = _Values


class _TextField(forms.CharField):
    default_validators = [_readable]


class _TextFilter(django_filters.Filter):
    field_class = _TextField


class ConditionFilter(django_filters.FilterSet):
    """q, sort, page, verbatim and one repeated key for each facet; other keys are dropped."""

    q = _TextFilter(max_length=MAX_QUERY_LENGTH, label="Search")
    sort = django_filters.ChoiceFilter(choices=list(SORTS.items()), label="Order")
    page = django_filters.NumberFilter(min_value=1, max_value=100_000, decimal_places=0, label="Page")
    verbatim = django_filters.ChoiceFilter(choices=[("1", "As typed")], label="As typed")

    class Meta:
        model = ConditionEntry
        fields: list[str] = []

    def query(self) -> Query:
        """The value object; call after is_valid()."""
        data = self.form.cleaned_data
        return Query(
            text=" ".join(data["q"].split()),
            facets={name: tuple(data[name]) for name in FACETS if data[name]},
            sort=data["sort"] or "relevance",
            page=int(data["page"] or 1),
            verbatim=bool(data["verbatim"]),
        )

    def problems(self) -> list[str]:
        """What is wrong, one sentence each, with the name of the key."""
        return [
            f"{self.form.fields[name].label}: {message}"
            for name, messages in self.form.errors.items()
            for message in messages
        ]


for _name, _label in FACETS.items():
    ConditionFilter.base_filters[_name] = _ValuesFilter(label=_label)
