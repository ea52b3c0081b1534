"""A document as a page of forms, and back; each part of the one knows its place in the other."""

import re
from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm, Media
from pydantic import ValidationError

from conditions.admin.citing import CitationsField, as_lines, askable, labels_of, parse_lines
from conditions.admin.editor.error_list import Wrong, wrong_fields
from conditions.admin.editor.fields import LookupField
from conditions.admin.editor.forms import BasicsForm, HandoutForm
from conditions.admin.editor.formsets import (
    AssociationFormSet,
    ClaimFormSet,
    CodeFormSet,
    DifferentialFormSet,
    InterventionFormSet,
    StatementFormSet,
)
from conditions.document import SECTION_KINDS, ConditionDocument, Part, cited_id
from conditions.editorial.draft_tables import UnknownPartsError
from conditions.models import Condition, Finding

FORMSETS = {
    "codes": CodeFormSet,
    "statements": StatementFormSet,
    "findings": AssociationFormSet,
    "management": InterventionFormSet,
    "differentials": DifferentialFormSet,
    "claims": ClaimFormSet,
}
Path = tuple[str | int, ...]


class Editor:
    """The forms of one condition. Bound to `data`, or filled from `document`."""

    def __init__(self, slug: str, *, document: ConditionDocument | None = None, data=None) -> None:
        self.slug = slug
        initial = _initial(document) if document else {}
        self.basics = BasicsForm(data, initial=initial.get("basics"), prefix="basics")
        self.handout = HandoutForm(data, initial=initial.get("handout"), prefix="handout")
        self.formsets = {
            name: formset(data, initial=initial.get(name), prefix=name) for name, formset in FORMSETS.items()
        }
        self.places: dict[Path, BaseForm] = {}
        self._name_what_is_chosen()

    @property
    def media(self) -> Media:
        """Scripts and styles of the fields."""
        return self.basics.media + self.formsets["findings"].empty_form.media

    def forms(self) -> Iterator[BaseForm]:
        """Every form, those of figures included."""
        yield from (self.basics, self.handout)
        for formset in self.formsets.values():
            for form in formset.forms:
                yield form
                if hasattr(form, "accuracy"):
                    yield from form.accuracy.forms

    def sections(self) -> list[tuple[str, list[BaseForm]]]:
        """Each kind of section with the forms of its statements."""
        forms = self.formsets["statements"].forms
        return [(kind, [f for f in forms if f["section"].value() == kind]) for kind in SECTION_KINDS]

    def unplaced(self) -> list[BaseForm]:
        """Statements of no known section: only what was tampered with."""
        return [f for f in self.formsets["statements"].forms if f["section"].value() not in SECTION_KINDS]

    def wrong(self) -> Iterator[Wrong]:
        """Every field that is wrong, in words."""
        return wrong_fields(self.forms())

    def document(self) -> ConditionDocument | None:
        """The document that the forms say, or None, with the errors on the forms."""
        bound = (self.basics, self.handout, *self.formsets.values())
        if not all([form.is_valid() for form in bound]):  # noqa: C419 - every form shows its errors
            return None
        try:
            return ConditionDocument.model_validate(self._assembled())
        except ValidationError as invalid:
            self._show(invalid)
            return None

    def show_unknown(self, error: UnknownPartsError) -> None:
        """Put what does not exist on the fields that name it."""
        fields = {"finding": "finding", "condition": "condition", "reference": "citations"}
        for form in self.forms():
            for kind, missing in error.names.items():
                for name in {fields[kind], "citation" if kind == "reference" else ""} & set(form.fields):
                    value = form.cleaned_data.get(name) or ()
                    named = [value] if isinstance(value, str) else [cited_id(c) for c in value]
                    if wrong := sorted(set(named) & set(missing)):
                        form.add_error(name, f"There is no {kind} {', '.join(wrong)}.")

    def place_of(self, path: str) -> str:
        """The id on the page of what a path of the document names, such as sections[0].statements[2].

        The field where there is one for it, else the row, else the list.
        """
        steps = tuple(int(s) if s.isdigit() else s for s in re.findall(r"[^.\[\]]+", path))
        at = steps
        while at and at not in self.places:
            at = at[:-1]
        form, rest = self.places[at] if at else self.basics, steps[len(at) :]
        if rest and rest[0] in form.fields:
            return f"{form.prefix}-{rest[0]}-field"
        return str(steps[0]) if rest and steps[0] in self.formsets and not at else str(form.prefix)

    def remember_places(self, document: ConditionDocument) -> None:
        """Pair the parts of the document that filled the forms with the forms, for `place_of`."""
        rows = iter(self.formsets["statements"].forms)
        for i, section in enumerate(document.sections):
            for j, _ in enumerate(section.statements):
                self.places["sections", i, "statements", j] = next(rows)
        for name in ("codes", "findings", "management", "differentials", "claims"):
            for i, form in enumerate(self.formsets[name].forms):
                self.places[name, i] = form
                for j, inner in enumerate(getattr(form, "accuracy", None) or ()):
                    self.places[name, i, "accuracy", j] = inner
        self.places["handout",] = self.handout

    def _assembled(self) -> dict[str, Any]:
        basics = self.basics.cleaned_data
        plain = {
            name: basics[name] or None
            for name in ("abbreviation", "urgency", "typical_patient", "reviewed_on", "review_due")
        }
        handout = self.handout.cleaned_data
        self.places = {("handout",): self.handout}
        return plain | {
            "slug": self.slug,
            "name": basics["name"],
            "synonyms": basics["synonyms"],
            "search_terms": basics["search_terms"],
            "category": basics["category"],
            "base_rate": basics["base_rate"],
            "summary": basics["summary"],
            "regions": self.basics.all_regions(),
            "handout": handout if handout["what_it_is"] else None,
            "sections": self._sections(),
            **{
                name: [self._part(form, (name, i)) for i, form in enumerate(self.formsets[name].kept())]
                for name in ("codes", "findings", "management", "differentials", "claims")
            },
        }

    def _sections(self) -> list[dict[str, Any]]:
        kept = self.formsets["statements"].kept()
        by_kind = {kind: [f for f in kept if f.cleaned_data["section"] == kind] for kind in SECTION_KINDS}
        filled = [(kind, forms) for kind, forms in by_kind.items() if forms]
        return [
            {
                "kind": kind,
                "statements": [
                    self._part(form, ("sections", i, "statements", j), leave_out={"section"})
                    for j, form in enumerate(forms)
                ],
            }
            for i, (kind, forms) in enumerate(filled)
        ]

    def _part(self, form: BaseForm, path: Path, leave_out: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
        self.places[path] = form
        plain = {
            name: None if value == "" else value
            for name, value in form.cleaned_data.items()
            if name not in {"ORDER", "DELETE", *leave_out}
        }
        if "citation" in plain:
            plain["citation"] = plain["citation"][0] if plain["citation"] else None
        if hasattr(form, "accuracy"):
            plain["accuracy"] = [
                self._part(inner, (*path, "accuracy", i)) for i, inner in enumerate(form.accuracy.kept())
            ]
        return plain

    def _show(self, invalid: ValidationError) -> None:
        for error in invalid.errors():
            steps = tuple(error["loc"])
            at = steps
            while at and at not in self.places:
                at = at[:-1]
            form = self.places[at] if at else self.basics
            rest = steps[len(at) :]
            name = rest[0] if rest and rest[0] in form.fields else None
            cause = error.get("ctx", {}).get("error")
            form.add_error(name, str(cause or error["msg"]))

    def _name_what_is_chosen(self) -> None:
        """Readable names for every id on the page: three queries, however many there are."""
        cites = [(f, f[n]) for f in self.forms() for n in f.fields if isinstance(f.fields[n], CitationsField)]
        looked_up = [
            (f.fields[n].widget, f[n].value())
            for f in self.forms()
            for n in f.fields
            if isinstance(f.fields[n], LookupField)
        ]
        labels = labels_of(i for _, field in cites for i, _ in parse_lines(str(field.value() or "")))
        for _, field in cites:
            field.field.widget.labels = labels
        names: dict[str, str] = {}
        for model, source in ((Finding, "findings"), (Condition, "conditions")):
            slugs = {value for widget, value in looked_up if widget.source == source and value}
            names |= dict(model.objects.filter(slug__in=askable(slugs)).values_list("slug", "name"))
        for widget, _ in looked_up:
            widget.labels = names
        for form in self.formsets["findings"].forms:
            form.said = names.get(form["finding"].value(), "")
            form.often = str(form["frequency"].value() or "").replace("-", " ")
        for form in self.formsets["management"].forms:
            words = (form[name].value() for name in ("role", "certainty"))
            form.role_said, form.certainty_said = (str(word or "").replace("-", " ") for word in words)


def _initial(document: ConditionDocument) -> dict[str, Any]:
    basics = {
        name: _shown(getattr(document, name)) for name in BasicsForm.base_fields if hasattr(document, name)
    }
    basics |= {
        "main_region": document.regions[0],
        "regions": list(document.regions[1:]),
        "region_order": " ".join(document.regions),
    }
    return {
        "basics": basics,
        "handout": _row(document.handout) if document.handout else {},
        "codes": [_row(code) for code in document.codes],
        "statements": [{**_row(statement), "section": kind} for kind, statement in document.statements()],
        "findings": [
            {**_row(a), "accuracy": [_row(study) for study in a.accuracy]} for a in document.findings
        ],
        "management": [_row(part) for part in document.management],
        "differentials": [_row(part) for part in document.differentials],
        "claims": [_row(part) for part in document.claims],
    }


def _row(part: Part) -> dict[str, Any]:
    values = {name: _shown(getattr(part, name)) for name in type(part).model_fields}
    if hasattr(part, "citations"):
        values["citations"] = as_lines(part.citations)
    if hasattr(part, "citation"):
        values["citation"] = as_lines([part.citation])
    return values


def _shown(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
