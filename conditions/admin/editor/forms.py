"""One form for each kind of part of a condition; field names are those of the schema."""

from typing import get_args

from django import forms

from conditions.admin.citing import CitationsField
from conditions.admin.editor.fields import (
    IntervalField,
    LineField,
    LookupField,
    TextField,
    count,
    day,
    one_of,
    ratio,
    share,
    yes,
)
from conditions.admin.editor.widgets import Hidden, Number, Ticks
from conditions.admin.lists import LinesField
from conditions.document import (
    AssociationTag,
    BaseRate,
    Basis,
    Category,
    Certainty,
    CodeSystem,
    Frequency,
    InterventionKind,
    Region,
    Role,
    SectionKind,
    Urgency,
    Verdict,
)
from conditions.models.fields import choices_of


class BasicsForm(forms.Form):
    """What stands at the head of the page."""

    name = LineField()
    abbreviation = LineField(required=False)
    synonyms = LinesField()
    search_terms = LinesField(help_text="Further names that people type, one a line; not shown.")
    category = one_of(Category)
    base_rate = one_of(BaseRate)
    urgency = one_of(Urgency, required=False)
    main_region = one_of(Region, label="Where it hurts most")
    regions = forms.MultipleChoiceField(
        choices=choices_of(Region),
        required=False,
        label="Also there",
        widget=Ticks,
    )
    region_order = forms.CharField(required=False, widget=Hidden())
    summary = TextField(rows=3, help_text="Two or three sentences, read in ten seconds.")
    typical_patient = TextField(required=False)
    reviewed_on = day()
    review_due = day()

    def all_regions(self) -> list[str]:
        """The main region, then the others in the order that they had, then new ones."""
        main = self.cleaned_data["main_region"]
        before = self.cleaned_data["region_order"].split()
        rank = {name: i for i, name in enumerate([*before, *get_args(Region)][::-1])}
        others = sorted(set(self.cleaned_data["regions"]) - {main}, key=lambda name: -rank[name])
        return [main, *others]


class HandoutForm(forms.Form):
    """Words for the patient."""

    what_it_is = TextField(required=False, rows=3)
    what_helps = LinesField(item_length=10_000, rows=4)
    what_to_avoid = LinesField(item_length=10_000, rows=4)
    when_to_get_help = LinesField(item_length=10_000, rows=4)

    def clean(self):
        """Lists without an opening have no place on the sheet."""
        cleaned = super().clean()
        if not cleaned.get("what_it_is") and any(cleaned.get(name) for name in self.fields):
            self.add_error("what_it_is", "Begin the handout with what it is.")
        return cleaned


class CodeForm(forms.Form):
    """A code of a classification."""

    system = one_of(CodeSystem)
    code = LineField()
    display = LineField()


class StatementForm(forms.Form):
    """One cited sentence or two."""

    id = forms.SlugField(required=False, max_length=80, widget=Hidden())
    section = one_of(SectionKind)
    text = TextField()
    citations = CitationsField(required=False)
    certainty = one_of(Certainty, required=False)
    reason = TextField(required=False, help_text="Why a strong word rests on low certainty.")
    checked_on = day()


class AccuracyForm(forms.Form):
    """What one study reports of a test."""

    sensitivity = share(label="Sens.")
    specificity = share(label="Spec.")
    lr_positive = ratio(label="LR+")
    lr_negative = ratio(label="LR−")
    sensitivity_interval = IntervalField(label="Sens. 95 % CI", highest=1)
    specificity_interval = IntervalField(label="Spec. 95 % CI", highest=1)
    lr_positive_interval = IntervalField(label="LR+ 95 % CI")
    lr_negative_interval = IntervalField(label="LR− 95 % CI")
    n = count()
    reference_standard = TextField(rows=1)
    population = TextField(required=False, rows=1)
    citation = CitationsField(single=True, label="Study")
    note = TextField(required=False, rows=1)
    derived = yes(label="Ratio was computed")
    preferred = yes(label="Used for ranking")


class AssociationForm(forms.Form):
    """How a finding goes with the condition."""

    finding = LookupField("findings")
    frequency = one_of(Frequency)
    probability = forms.FloatField(
        required=False,
        min_value=0.005,
        max_value=0.99,
        widget=Number(),
        help_text="0.005 to 0.99",
    )
    n = count(least=0, label="With it (n)", help_text="n of m people had it")
    m = count(label="Of all (m)")
    basis = one_of(Basis)
    salient = yes(initial=True, label="In the main table")
    hallmark = yes()
    tags = forms.MultipleChoiceField(choices=choices_of(AssociationTag), required=False, widget=Ticks)
    note = TextField(required=False, rows=1)
    citations = CitationsField(required=False)


class InterventionForm(forms.Form):
    """One treatment with its role."""

    name = LineField()
    kind = one_of(InterventionKind)
    role = one_of(Role)
    text = TextField()
    certainty = one_of(Certainty, required=False)
    reason = TextField(required=False, rows=1, help_text="Why a strong role rests on low certainty.")
    citations = CitationsField(required=False)


class DifferentialForm(forms.Form):
    """Another condition that looks alike."""

    condition = LookupField("conditions")
    text = TextField()
    citations = CitationsField(required=False)


class ClaimForm(forms.Form):
    """What a patient may have read."""

    claim = TextField(rows=1)
    verdict = one_of(Verdict)
    text = TextField()
    citations = CitationsField(required=False)
