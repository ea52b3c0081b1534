"""Array columns as a box with one entry a line, instead of a comma-separated line."""

from django import forms


class LinesField(forms.CharField):
    """Cleans to a list of the lines that are not blank."""

    def __init__(self, *, item_length: int = 300, rows: int = 3, **kwargs) -> None:
        self.item_length = item_length
        kwargs.setdefault("help_text", "One a line.")
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), required=False, **kwargs)

    def prepare_value(self, value):
        """A list as lines; what was typed stays as it was typed."""
        return "\n".join(" ".join(item.split("\n")) for item in value) if isinstance(value, list) else value

    def clean(self, value) -> list[str]:
        """Raises ValidationError for an entry that is too long."""
        items = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        for item in items:
            if len(item) > self.item_length:
                raise forms.ValidationError(
                    f"An entry has {len(item)} characters; at most {self.item_length} are possible."
                )
        return items
