"""The editor's forms say exactly what the document says, and errors stand at the field at fault."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from conditions.admin.editor.editor import Editor
from conditions.admin.editor.fields import IntervalField
from conditions.interchange.reader import read_content

pytestmark = pytest.mark.django_db
PACK = read_content(settings.FIXTURES).conditions
SLUG = "greater-trochanteric-pain-syndrome"


def posted(editor: Editor) -> dict:
    """What a browser would send for the forms as they are shown."""
    data: dict = {}
    for formset in editor.formsets.values():
        data |= management(formset)
        for form in formset.forms:
            if hasattr(form, "accuracy"):
                data |= management(form.accuracy)
    for form in editor.forms():
        for field in form:
            value = field.value()
            if (
                field.field.widget.input_type == "checkbox"
                if hasattr(field.field.widget, "input_type")
                else False
            ):
                if value is True:
                    data[field.html_name] = "on"
                elif isinstance(value, list):
                    data[field.html_name] = value
                continue
            value = field.field.prepare_value(value)
            data[field.html_name] = "" if value is None else str(value)
    return data


def management(formset) -> dict:
    return {f"{formset.prefix}-{name}": value for name, value in formset.management_form.initial.items()}


def bound(slug: str, **changes) -> Editor:
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    for name, value in (posted(Editor(slug, document=PACK[slug].anchored())) | changes).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Editor(slug, data=data)


@pytest.mark.parametrize("slug", sorted(PACK))
def test_untouched_forms_give_the_document_back(slug):
    editor = bound(slug)

    document = editor.document()

    assert [f.errors for f in editor.forms() if f.errors] == []
    assert document == PACK[slug].anchored()


def test_every_field_of_the_schema_is_on_the_page():
    from conditions.document import Accuracy, Association, Claim, Differential, Intervention, Statement

    editor = Editor(SLUG, document=PACK[SLUG])
    pairs = {
        "statements": Statement,
        "findings": Association,
        "management": Intervention,
        "differentials": Differential,
        "claims": Claim,
    }
    for name, part in pairs.items():
        form = editor.formsets[name].empty_form
        assert set(part.model_fields) - {"accuracy"} <= set(form.fields), name
    accuracy = editor.formsets["findings"].empty_form.accuracy.empty_form
    assert set(Accuracy.model_fields) <= set(accuracy.fields)


def test_rows_are_put_in_the_order_of_their_numbers():
    editor = bound(SLUG, **{"management-0-ORDER": "2", "management-1-ORDER": "1"})

    names = [m.name for m in editor.document().management]

    before = [m.name for m in PACK[SLUG].management]
    assert names[:2] == before[1::-1]


def test_removed_row_is_gone_and_needs_no_valid_fields():
    editor = bound(SLUG, **{"findings-0-DELETE": "on", "findings-0-probability": "nonsense"})

    document = editor.document()

    assert document.findings == PACK[SLUG].findings[1:]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("basics-name", "", "required"),
        ("statements-0-text", "x" * 1_048_576, "at most 10000 characters (it has 1048576)"),
        ("statements-0-text", "a\x07b", "control character"),
        ("findings-0-probability", "2", "less than or equal to 0.99"),
        ("findings-0-probability", "NaN", "number"),
        ("statements-0-citations", "no such id", "no reference id"),
        ("statements-0-citations", "nul\x00", "Null characters"),
        ("findings-0-finding", "nul\x00", "Null characters"),
        ("findings-0-finding", "", "required"),
        ("basics-review_due", "2001-01-01", "later than reviewed_on"),
    ],
)
def test_error_stands_at_the_field_and_what_was_typed_is_kept(field, value, sentence):
    editor = bound(SLUG, **{field: value})

    assert editor.document() is None
    form, name = next(
        (f, f.fields and n) for f in editor.forms() for n in f.fields if f.add_prefix(n) == field
    )
    messages = str(form.errors)
    assert sentence in messages
    assert form[name].value() == value


def test_errors_are_listed_in_words_that_lead_to_the_field():
    association, study = next((i, 0) for i, one in enumerate(PACK[SLUG].findings) if one.accuracy)
    figure = f"findings-{association}-accuracy-{study}-sensitivity"
    editor = bound(SLUG, **{"basics-name": "", "statements-1-text": "", figure: "0,5"})

    assert editor.document() is None
    assert [(wrong.where, wrong.href) for wrong in editor.wrong()] == [
        ("Name", "#basics-name-field"),
        ("Statement 2, text", "#statements-1-text-field"),
        (f"Finding {association + 1}, study 1, sens.", f"#{figure}-field"),
    ]


def test_finding_listed_twice_is_said():
    editor = bound(SLUG, **{"findings-1-finding": PACK[SLUG].findings[0].finding})

    assert editor.document() is None
    assert "listed twice" in str(editor.basics.errors)


def test_place_of_a_path_is_the_form_of_that_part():
    document = PACK[SLUG].anchored()
    editor = Editor(SLUG, document=document)
    editor.remember_places(document)

    first = len(document.sections[0].statements)
    assert editor.place_of("sections[1].statements[0]") == f"statements-{first}"
    assert editor.place_of("findings[3].accuracy[0].lr_positive").startswith("findings-3")
    assert editor.place_of("sections[0].statements[1].citations[0]") == "statements-1-citations-field"
    assert editor.place_of("management[2].reason") == "management-2-reason-field"
    assert editor.place_of("handout.what_it_is") == "handout-what_it_is-field"
    assert editor.place_of("review_due") == "basics-review_due-field"
    assert editor.place_of("findings") == "findings"
    assert editor.place_of("bibliography") == "basics"


def test_number_of_queries_does_not_grow_with_findings_and_references(django_assert_num_queries):
    big = max(PACK.values(), key=lambda d: len(d.findings))
    assert len(big.findings) >= 40
    assert len(big.cited_ids()) >= 25

    with django_assert_num_queries(3):
        Editor(big.slug, document=big)


def test_package_has_no_module_over_300_lines():
    for file in (Path(settings.BASE_DIR) / "conditions" / "admin").rglob("*.py"):
        assert len(file.read_text().splitlines()) <= 300, file


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [("0.72 to 0.90", [0.72, 0.9]), ("0.72–0.9", [0.72, 0.9]), (" [.72, .9] ", [0.72, 0.9]), ("", None)],
)
def test_interval_is_read_as_one_writes_it(typed, cleaned):
    assert IntervalField(highest=1).clean(typed) == cleaned


@pytest.mark.parametrize(
    "typed", ["0.9", "0.9 to 0.72", "0.9 to 1.2", "-1 to 0.5", "a to b", "nan to 1", "0 to inf"]
)
def test_interval_that_can_not_be_is_refused_with_a_sentence(typed):
    with pytest.raises(ValidationError, match="limit"):
        IntervalField(highest=1).clean(typed)
