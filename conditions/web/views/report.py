"""Report a problem on a page: no account, rate-limited, read by the curators."""

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from conditions.accounts.client_address import client_address
from conditions.catalogue import history
from conditions.catalogue.entry import ConditionEntry
from conditions.editorial.report import TooManyReportsError, receive
from conditions.web.pages import page


class ReportForm(forms.Form):
    """What a reader tells the curators."""

    about = forms.CharField(max_length=300, required=False, label="Which part of the page?")
    text = forms.CharField(
        max_length=4000,
        label="What is wrong or missing?",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say what is wrong or missing."},
    )
    contact = forms.EmailField(
        required=False,
        label="Your e-mail address, if you want an answer",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "This is not an e-mail address. Leave it empty if you want no answer."},
    )
    # People don't see it and leave it empty; programs that fill in everything don't.
    website = forms.CharField(required=False, label="Leave this empty")


@dataclass(frozen=True)
class ReportContext:
    """What the form gets; `sent` after the report was taken, `refused` when there were too many."""

    entry: ConditionEntry
    form: ReportForm
    sent: bool = False
    refused: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and its answer: 400 with what is wrong, 429 after too many, a redirect when all is well."""
    try:
        entry = history.entry(slug)
    except ConditionEntry.DoesNotExist:
        raise Http404(f"There is no condition “{slug}”.") from None
    if request.method != "POST":
        form = ReportForm(initial={"about": request.GET.get("about", "")[:300].replace("\x00", "")})
        return page(request, "conditions/report.html", ReportContext(entry, form, sent="sent" in request.GET))
    form = ReportForm(request.POST)
    if not form.is_valid():
        return page(request, "conditions/report.html", ReportContext(entry, form), status=400)
    try:
        _keep(request, entry, form.cleaned_data)
    except TooManyReportsError as error:
        response = page(
            request, "conditions/report.html", ReportContext(entry, form, refused=True), status=429
        )
        response["Retry-After"] = str(error.retry_after)
        return response
    return HttpResponseRedirect(reverse("report", args=[slug]) + "?sent")


def _keep(request: HttpRequest, entry: ConditionEntry, data: dict[str, str]) -> None:
    if data["website"]:
        return
    receive(
        slug=entry.slug,
        edition=entry.edition,
        address=client_address(request),
        text=data["text"],
        about=data["about"],
        contact=data["contact"],
    )
