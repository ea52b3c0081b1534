"""No lost edits on plain change forms: a save over somebody else's save is refused, and both are shown."""

from django import forms
from django.utils.dateparse import parse_datetime


class LockedForm(forms.ModelForm):
    """Carries the moment at which the row was last saved when the form was opened.

    For models with `updated_at`. When the row has moved on, the form says which
    fields now say what, keeps what was typed, and takes a second save.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.updated_at.isoformat()

    def clean(self):
        """Raises ValidationError with what changed meanwhile."""
        cleaned = super().clean()
        if not self.instance.pk or not self.is_bound:
            return cleaned
        # Held until this save is done: of two at once, the second sees what the first wrote.
        current = type(self.instance).objects.select_for_update().get(pk=self.instance.pk)
        if parse_datetime(str(cleaned.get("seen") or "")) == current.updated_at:
            return cleaned
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = current.updated_at.isoformat()
        raise forms.ValidationError(
            [
                (
                    "Somebody saved this while you were editing. What you typed is kept below; "
                    "save again to put it in place of what is stored now:"
                ),
                *self._differences(current),
            ]
        )

    def _differences(self, current) -> list[str]:
        found = []
        for name in self.changed_data:
            stored = getattr(current, name, None)
            if isinstance(stored, (str, int, float, list)) and stored != self.cleaned_data.get(name):
                words = ", ".join(map(str, stored)) if isinstance(stored, list) else stored
                found.append(f"{self.fields[name].label or name}: stored is “{words}”")
        return found or ["the fields that you changed are stored as you saw them; others may differ."]
