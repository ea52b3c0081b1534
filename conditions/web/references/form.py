"""The form of the reference list: parses and validates what the address asks for."""

from typing import Any

from django import forms

from conditions.catalogue.reference_search import DESIGNS, ReferenceQuery

SORTS = (("author", "First author"), ("newest", "Newest first"), ("cited", "Most conditions"))
LONGEST_TEXT = 200


class _Slugs(forms.MultipleChoiceField):
    """Repeated keys; a condition that is not published simply has no references."""

    def valid_value(self, value: Any) -> bool:
        return len(value) <= 80 and value.isascii() and value.replace("-", "").isalnum()


class ReferenceForm(forms.Form):
    """q, design, condition, since, until, sort and page."""

    q = forms.CharField(max_length=LONGEST_TEXT, required=False, label="Search")
    design = forms.MultipleChoiceField(choices=tuple(DESIGNS.items()), required=False)
    condition = _Slugs(required=False)
    since = forms.IntegerField(min_value=1500, max_value=2200, required=False, label="From year")
    until = forms.IntegerField(min_value=1500, max_value=2200, required=False, label="To year")
    sort = forms.ChoiceField(choices=SORTS, required=False)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def query(self) -> ReferenceQuery:
        """The value object; call after is_valid()."""
        data = self.cleaned_data
        return ReferenceQuery(
            text=data["q"],
            designs=tuple(dict.fromkeys(data["design"])),
            conditions=tuple(dict.fromkeys(data["condition"])),
            since=data["since"],
            until=data["until"],
            sort=data["sort"] or "author",
            page=data["page"] or 1,
        )


def parameters(query: ReferenceQuery, *, page: int | None = None) -> list[tuple[str, str]]:
    """The query as an address has it; the page only where it is given and not the first."""
    pairs = [("q", query.text)]
    pairs += [("design", design) for design in query.designs]
    pairs += [("condition", slug) for slug in query.conditions]
    pairs += [("since", str(query.since or "")), ("until", str(query.until or ""))]
    pairs += [("sort", query.sort if query.sort != "author" else "")]
    pairs += [("page", str(page) if page and page > 1 else "")]
    return [(name, value) for name, value in pairs if value]
