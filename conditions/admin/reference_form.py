"""The form of one reference: authors one a line, checked by the schema as a whole."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from pydantic import ValidationError as SchemaError

from conditions.admin.locking import LockedForm
from conditions.bibliography.draft import doi_in
from conditions.editorial.add_references import known_references
from conditions.editorial.merge_references import FILLED
from conditions.editorial.merged import kept_ids
from conditions.interchange.from_tables import reference_part
from conditions.models.reference import Reference

NAMES_HELP = "One a line: “Grimaldi, Alison” for a person, “World Health Organization” for a group."
# The schema's names that differ from the columns'.
COLUMNS = {"container-title": "container_title", "publisher-place": "publisher_place", "id": "slug"}


class PeopleField(forms.CharField):
    """Names one a line; cleans to CSL names."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", NAMES_HELP)
        widget = forms.Textarea(attrs={"rows": 4, "cols": 60})
        super().__init__(required=False, widget=widget, max_length=100_000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """CSL names as lines; what was typed stays as it was typed."""
        return "\n".join(map(line_of, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[dict[str, str]]:
        """The names; blank lines do not count."""
        return [name_in(line) for line in super().clean(value).splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares names, not lines."""
        return self.clean(data or "") != (initial or [])


def line_of(name: dict[str, str]) -> str:
    """`Grimaldi, Alison`; a person without a given name keeps the comma, a group with one gets braces."""
    if "literal" in name:
        return f"{{{name['literal']}}}" if "," in name["literal"] else name["literal"]
    return f"{name['family']}, {name.get('given', '')}".rstrip()


def name_in(line: str) -> dict[str, str]:
    """The CSL name in a line."""
    text = " ".join(line.split())
    if text.startswith("{") and text.endswith("}"):
        return {"literal": text[1:-1].strip()}
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma:
        return {"literal": text}
    return {"family": family} | ({"given": given} if given else {})


class AddressField(forms.URLField):
    """A web address; without a scheme it is taken for https, as Django 6 does."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class ReferenceForm(LockedForm):
    """A reference with its standing; a title like another's is asked about once."""

    author = PeopleField(label="Authors")
    editor = PeopleField(label="Editors")
    another = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Reference
        field_classes = {"url": AddressField}
        widgets = {
            name: forms.Textarea(attrs={"rows": 2, "cols": 80}) for name in ("title", "note", "standing_note")
        }
        labels = {
            "slug": "Id",
            "issued": "Published on",
            "container_title": "Journal or book",
            "page": "Pages",
            "url": "Web address",
            "accessed": "Looked at on",
            "note": "Note",
        }
        help_texts = {
            "slug": "Such as smith2020hip: lower-case letters, digits and hyphens; permanent.",
            "container_title": "",
        }
        fields = ("slug", "type", "design", "title", *FILLED, "standing", "standing_note")

    def clean_doi(self) -> str:
        """The bare DOI, whatever was pasted."""
        text: str = self.cleaned_data["doi"]
        return doi_in(text) or text

    def clean_slug(self) -> str:
        """An id that belonged to another reference stays that one's."""
        slug: str = self.cleaned_data["slug"]
        for kept in kept_ids([slug]).values():
            raise forms.ValidationError(
                f"{slug} was merged into {kept}: cite that one, or choose another id."
            )
        return slug

    def clean(self) -> dict[str, Any]:
        """Adds what the schema says of the whole, and asks when the work seems to be there already."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("standing_note") and cleaned.get("standing", "good") != "good":
            self.add_error("standing_note", "Say where the notice was published.")
        return cleaned

    def _post_clean(self) -> None:
        # Here the instance has its new values; a form's `clean` comes before that.
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            self._check_schema()
        if not self.errors and not self.instance.pk:
            self._check_title()

    def _check_schema(self) -> None:
        try:
            reference_part(self.instance)
        except SchemaError as invalid:
            for error in invalid.errors():
                name = str(error["loc"][0])
                column = COLUMNS.get(name, name.lower())
                self.add_error(column if column in self.fields else None, f"{error['msg']}.")

    def _check_title(self) -> None:
        part = reference_part(self.instance)
        values = {"title": part.title, "issued": part.issued, "DOI": part.DOI, "PMID": part.PMID}
        match = known_references().match(values)
        if match is None or self.cleaned_data.get("another") == match.identity:
            return
        # The hidden field says that the question was put: a second save adds it all the same.
        self.data = {**self.data.dict(), self.add_prefix("another"): match.identity}  # type: ignore[attr-defined]
        row = Reference.objects.get(slug=match.identity)
        url = reverse("admin:conditions_reference_change", args=[row.pk])
        self.add_error(
            "title",
            forms.ValidationError(
                format_html(
                    'This seems to be there already: <a href="{}">{}</a>. Save again to add it all the same.',
                    url,
                    row,
                )
            ),
        )
