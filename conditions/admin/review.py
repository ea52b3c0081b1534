"""Reviews: the list, putting a draft forward, and the page of one review."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from conditions.admin import review_page
from conditions.admin.audit import AuditedHistory
from conditions.admin.condition_preview import of_document
from conditions.admin.edition import ReadOnlyAdmin
from conditions.admin.editor.fields import TextField
from conditions.document import ConditionDocument
from conditions.editorial.publish import NothingToPublishError, NotPublishableError
from conditions.editorial.review.request import UnderWayError, request_review
from conditions.models import Condition, Edition, Review

TONES = {"open": "wait", "approved": "good", "published": "", "returned": "flag", "cancelled": ""}


class RequestForm(forms.Form):
    """What readers will be told of the change."""

    change_summary = TextField(
        rows=3, label="What changed and why", help_text="One or two sentences; readers see them."
    )
    significance = forms.ChoiceField(
        choices=Edition.Significance.choices,
        initial=Edition.Significance.SIGNIFICANT,
        help_text="Minor: wording, typing errors. Significant: anything that could change what a clinician does.",
    )


@admin.register(Review)
class ReviewAdmin(AuditedHistory, ReadOnlyAdmin):
    """Everything that was ever put forward."""

    list_display = (
        "condition",
        "standing",
        "requested_by",
        "requested_at",
        "decided_by",
        "publish_at",
        "edition",
    )
    list_filter = ("state", "requested_at")
    search_fields = ("condition__name", "change_summary")
    search_help_text = "Condition, or what changed"
    intro = "Drafts that were put forward, and what was decided. What was approved is what is published."
    list_select_related = ("condition", "requested_by", "decided_by")

    def get_queryset(self, request):
        """Without the documents."""
        return super().get_queryset(request).defer("body")

    @admin.display(description="State", ordering="state")
    def standing(self, review: Review) -> str:
        """A word with its colour."""
        return format_html('<span class="tag {}">{}</span>', TONES[review.state], review.get_state_display())

    def get_urls(self):
        """The request, and the preview of what is under review."""
        view = self.admin_site.admin_view
        own = [
            path("request/<int:pk>/", view(ask), name="review_request"),
            path("<int:pk>/preview/", view(preview), name="review_preview"),
        ]
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one review."""
        try:
            review = Review.objects.select_related(
                "condition", "requested_by", "decided_by", "published_by"
            ).get(pk=object_id)
        except (Review.DoesNotExist, ValueError):
            raise Http404("There is no such review.") from None
        if not self.has_view_permission(request, review):
            raise PermissionDenied
        if request.method == "POST":
            return review_page.act(request, review)
        return review_page.show(request, review)


def ask(request, pk: int):
    """Put the draft forward; what blocks it is listed with links to its place in the editor."""
    if not request.user.has_perm("conditions.request_review"):
        raise PermissionDenied
    row = get_object_or_404(Condition, pk=pk)
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            review = request_review(slug=row.slug, by=request.user, **form.cleaned_data)
        except UnderWayError as under_way:
            messages.warning(request, str(under_way))
            return HttpResponseRedirect(reverse("admin:conditions_review_change", args=[under_way.review.pk]))
        except NotPublishableError as blocked:
            for problem in blocked.problems[:20]:
                form.add_error(None, f"{problem.path}: {problem.message}")
            form.add_error(None, "The editor’s list of checks leads to each place.")
        except (NothingToPublishError, ValueError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{row.name} is in review. Someone who changed nothing in it decides.")
            return HttpResponseRedirect(reverse("admin:conditions_review_change", args=[review.pk]))
    context = {
        **admin.site.each_context(request),
        "title": f"Put {row.name} forward for review",
        "lede": "The review holds the draft as it is now. You can go on editing: that does not change it.",
        "opts": Review._meta,
        "form": form,
        "button": "Put forward",
    }
    return TemplateResponse(request, "admin/simple_form.html", context)


def preview(request, pk: int):
    """The readers' page of exactly the document that the review holds."""
    if not request.user.has_perm("conditions.view_review"):
        raise PermissionDenied
    review = get_object_or_404(Review, pk=pk)
    return of_document(request, ConditionDocument.model_validate_json(review.body), review=review)
