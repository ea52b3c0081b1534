"""The facet form: parses and validates what the address asks for."""

import django_filters
from django import forms

from conditions.catalogue.search import FACETS, Query

MAX_QUERY_LENGTH = 500
SORTS = (("relevance", "Relevance"), ("name", "Name"))


class _Values(forms.MultipleChoiceField):
    """Repeated keys with any value; the search decides what is known."""

    def valid_value(self, value: str) -> bool:
        return "\x00" not in value and len(value) <= 100


class _ValuesFilter(django_filters.Filter):
    field_class = _Values


class ConditionFilter(django_filters.FilterSet):
    """q, sort, page and one repeated key for each facet."""

    q = django_filters.CharFilter(max_length=MAX_QUERY_LENGTH, label="Search")
    sort = django_filters.ChoiceFilter(choices=SORTS, empty_label=None, required=False)
    page = django_filters.NumberFilter(min_value=1, max_value=100_000, decimal_places=0)

    def query(self) -> Query:
        """The value object; call after is_valid()."""
        data = self.form.cleaned_data
        return Query(
            text=data["q"],
            facets={name: tuple(dict.fromkeys(data[name])) for name in FACETS if data[name]},
            sort=data["sort"] or "relevance",
            page=int(data["page"] or 1),
        )


for _name, _label in FACETS.items():
    ConditionFilter.base_filters[_name] = _ValuesFilter(label=_label)
