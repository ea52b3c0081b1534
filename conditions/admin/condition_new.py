"""A new condition: empty, or a copy of another."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from conditions.admin.editor.fields import LineField, TextField, one_of
from conditions.document import BaseRate, Category, ConditionDocument, Region
from conditions.editorial import drafts
from conditions.models import Condition


class NewForm(forms.Form):
    """The least that a condition says."""

    name = LineField()
    slug = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=80,
        label="address",
        help_text="Lower case, digits and hyphens; permanent, never used again.",
        error_messages={"invalid": "Use lower case, digits and single hyphens."},
    )
    category = one_of(Category)
    base_rate = one_of(BaseRate)
    region = one_of(Region, label="Where it hurts most")
    summary = TextField(rows=3)


class CopyForm(forms.Form):
    """What a copy is called."""

    name = NewForm.base_fields["name"]
    slug = NewForm.base_fields["slug"]


def new(request):
    """GET the form, POST to make the draft and go to its editor."""
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        document = ConditionDocument.model_validate(
            {
                "slug": data["slug"],
                "name": data["name"],
                "category": data["category"],
                "base_rate": data["base_rate"],
                "regions": [data["region"]],
                "summary": data["summary"],
            }
        )
        made = _made(request, form, lambda: drafts.create_draft(document=document, by=request.user))
        if made:
            return made
    return _page(request, form, "New condition", "")


def copy(request, pk: int):
    """GET asks for name and address, POST makes the copy."""
    if not request.user.has_perm("conditions.add_condition"):
        raise PermissionDenied
    source = get_object_or_404(Condition, pk=pk)
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = _made(
            request,
            form,
            lambda: drafts.copy_draft(
                source=source.slug, slug=data["slug"], name=data["name"], by=request.user
            ),
        )
        if made:
            return made
    return _page(
        request,
        form,
        f"Copy of {source.name}",
        "Words, findings and sources are taken over; names, codes and review dates are not.",
    )


def _made(request, form, make):
    try:
        make()
    except drafts.SlugTakenError as taken:
        form.add_error(None, str(taken))
        return None
    row = Condition.objects.get(slug=form.cleaned_data["slug"])
    messages.success(request, f"{row.name} is a draft now; nothing of it is public.")
    return HttpResponseRedirect(reverse("admin:conditions_condition_change", args=[row.pk]))


def _page(request, form, title: str, lede: str):
    context = {
        **admin.site.each_context(request),
        "title": title,
        "lede": lede,
        "opts": Condition._meta,
        "form": form,
        "button": "Make the draft",
    }
    return TemplateResponse(request, "admin/simple_form.html", context)
