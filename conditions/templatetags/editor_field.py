"""One field of an admin form of ours: label, errors, widget, hint.

Written directly: the editor of a condition shows two and a half thousand of them, and
a template included for each took most of the page's time.
"""

from django import template
from django.forms import BoundField
from django.forms.utils import ErrorList
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(name="field")
def field_html(field: BoundField, classes: str = "") -> SafeString:
    """The field in its box; `classes` say how wide it is."""
    errors = field.errors
    return format_html(
        '<div class="f {}{}" id="{}-{}-field" data-field="{}">{}{}</div>',
        classes,
        " wrong" if errors else "",
        field.form.prefix or "",
        field.name,
        field.name,
        _tick(field) if field.widget_type == "tick" else _labelled(field, errors),
        _hint(field),
    )


def _tick(field: BoundField) -> SafeString:
    return format_html("<label>{} {}</label>", str(field), field.label)


def _labelled(field: BoundField, errors: ErrorList) -> SafeString:
    label = (
        format_html('<span class="label" id="{}_label">{}</span>', field.auto_id, field.label)
        if field.use_fieldset
        else format_html('<label for="{}">{}</label>', field.id_for_label, field.label)
    )
    said = format_html_join(
        "", '<p class="error" id="{}_error">{}</p>', ((field.auto_id, error) for error in errors)
    )
    widget = str(field)
    if field.use_fieldset:
        widget = format_html('<div role="group" aria-labelledby="{}_label">{}</div>', field.auto_id, widget)
    return format_html("{}{}{}", label, said, widget)


def _hint(field: BoundField) -> SafeString | str:
    text = field.help_text
    return format_html('<p class="hint" id="{}_helptext">{}</p>', field.auto_id, text) if text else ""
