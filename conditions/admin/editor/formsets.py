"""Lists of parts, in order; findings carry the list of their figures inside."""

from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from conditions.admin.editor.forms import (
    AccuracyForm,
    AssociationForm,
    ClaimForm,
    CodeForm,
    DifferentialForm,
    InterventionForm,
    StatementForm,
)
from conditions.admin.editor.widgets import Order, Tick

MOST = 400


class Parts(BaseFormSet):
    """Rows that can be moved, added and removed; rows left blank say nothing."""

    def kept(self) -> list:
        """The filled-in forms that are not removed, in their order."""
        filled = [f for f in self.forms if not self._goes(f) and self._says_something(f)]
        return sorted(filled, key=lambda f: (f.cleaned_data.get("ORDER") or 10**9, self.forms.index(f)))

    def counts(self) -> SafeString:
        """The hidden fields that say how many rows there are, written directly: there is a list in each finding."""
        form = self.management_form
        return format_html_join(
            "",
            '<input type="hidden" name="{0}" id="id_{0}" value="{1}">',
            ((form.add_prefix(name), form[name].value()) for name in form.fields),
        )

    def _goes(self, form) -> bool:
        return self._should_delete_form(form)  # type: ignore[attr-defined]

    def _says_something(self, form) -> bool:
        return any(name not in ("ORDER", "DELETE") for name in getattr(form, "cleaned_data", {}))

    def get_ordering_widget(self):
        """A small number."""
        return Order

    def get_deletion_widget(self):
        """A box to tick."""
        return Tick


def _parts(form, base=Parts):
    return formset_factory(
        form, formset=base, extra=0, can_order=True, can_delete=True, max_num=MOST, validate_max=True
    )


AccuracyFormSet = _parts(AccuracyForm)


class Associations(Parts):
    """Findings with their figures."""

    def add_fields(self, form, index) -> None:
        """Hangs the list of figures on the form."""
        super().add_fields(form, index)
        form.accuracy = AccuracyFormSet(
            data=form.data if form.is_bound else None,
            initial=form.initial.get("accuracy") or None,
            prefix=f"{form.prefix}-accuracy",
        )

    def is_valid(self) -> bool:
        """Also the figures of every finding that stays."""
        own = super().is_valid()
        inner = [f.accuracy.is_valid() for f in self.forms if not self._goes(f)]
        return own and all(inner)


StatementFormSet = _parts(StatementForm)
AssociationFormSet = _parts(AssociationForm, Associations)
InterventionFormSet = _parts(InterventionForm)
DifferentialFormSet = _parts(DifferentialForm)
ClaimFormSet = _parts(ClaimForm)
CodeFormSet = _parts(CodeForm)
