"""Take a condition off the public side, with a reason and a way on."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from conditions.admin.citing import askable
from conditions.admin.editor.fields import LookupField, TextField
from conditions.catalogue.write import is_live
from conditions.editorial.withdraw import NotPublishedError, withdraw
from conditions.models import Condition


class WithdrawForm(forms.Form):
    """What readers will read."""

    reason = TextField(rows=3, help_text="Readers see it in place of the page.")
    replacement = LookupField(
        "conditions", required=False, help_text="A published condition to be read instead."
    )

    def __init__(self, *args, slug: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.slug = slug
        if self.is_bound:
            chosen = Condition.objects.filter(slug__in=askable([self.data.get("replacement", "")]))
            self.fields["replacement"].widget.labels = dict(chosen.values_list("slug", "name"))

    def clean_replacement(self) -> str:
        """Another condition that readers can open."""
        slug: str = self.cleaned_data["replacement"]
        if slug == self.slug:
            raise forms.ValidationError("A condition can't replace itself.")
        if slug and not is_live(slug):
            raise forms.ValidationError("Choose a condition that is published.")
        return slug


def page(request, pk: int):
    """GET asks, POST withdraws."""
    if not request.user.has_perm("conditions.withdraw_condition"):
        raise PermissionDenied
    row = get_object_or_404(Condition, pk=pk)
    form = WithdrawForm(request.POST or None, slug=row.slug)
    if request.method == "POST" and form.is_valid():
        by = request.user.get_full_name() or request.user.username
        try:
            withdraw(slug=row.slug, by=by, **form.cleaned_data)
        except NotPublishedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, f"{row.name} is withdrawn. Its editions stay readable at their addresses."
            )
            return HttpResponseRedirect(reverse("admin:conditions_condition_changelist"))
    context = {
        **admin.site.each_context(request),
        "title": f"Withdraw {row.name}",
        "lede": "The page then gives the reason instead. Publishing a new edition brings it back.",
        "opts": Condition._meta,
        "form": form,
        "button": "Withdraw",
    }
    return TemplateResponse(request, "admin/simple_form.html", context)
