"""The page of one review: each part with what changed, comments and sign-off; then the decision."""

from collections import defaultdict
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse

from conditions.admin.short_name import short_name
from conditions.document import ConditionDocument, cited_id
from conditions.editorial.changes import Change, changes
from conditions.editorial.publish import NothingToPublishError, NotPublishableError
from conditions.editorial.review.decide import (
    NotAllCheckedError,
    OpenCommentsError,
    approve,
    cancel,
    comment,
    resolve,
    return_to_authors,
)
from conditions.editorial.review.locked import NotOpenError
from conditions.editorial.review.parts import Checkable, by_area
from conditions.editorial.review.publication import (
    ApprovalBrokenError,
    OvertakenError,
    publish_review,
    schedule,
)
from conditions.editorial.review.sign_off import OwnChangeError, State, sign_off, state_of
from conditions.models import Edition, Review, ReviewComment, SignOff

REFUSALS = (
    NotOpenError,
    OwnChangeError,
    NotAllCheckedError,
    OpenCommentsError,
    NotPublishableError,
    NothingToPublishError,
    OvertakenError,
    ApprovalBrokenError,
    ValueError,
)


@dataclass(frozen=True)
class Row:
    """One part on the page."""

    part: Checkable
    is_changed: bool
    change: Change | None
    sign_off: SignOff | None
    comments: list[ReviewComment]
    cites: list[str]


class ScheduleForm(forms.Form):
    """When to publish."""

    at = forms.DateTimeField(
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        label="Publish on its own at",
    )


def show(request, review: Review):
    """The page."""
    document = ConditionDocument.model_validate_json(review.body)
    base = Edition.objects.of(document.slug).filter(number=review.base_edition).first()
    state = state_of(review)
    found = changes(base.document, document) if base else []
    whole, groups = _grouped(review, document, state, found)
    reviewed, statements = state.statements
    context = {
        **admin.site.each_context(request),
        "title": f"{review.condition}: {review.get_state_display().lower()}",
        "opts": Review._meta,
        "review": review,
        "base": base,
        "authors": list(review.authors.order_by("username")),
        "changed": [(area, [r for r in rows if r.is_changed]) for area, rows in groups],
        "unchanged": [(area, [r for r in rows if not r.is_changed]) for area, rows in groups],
        "others": [c for c in found if c.area == "reference" or c.kind == "removed"],
        "whole": whole,
        "reviewed": reviewed,
        "statements": statements,
        "missing": state.missing,
        "schedule": ScheduleForm(initial={"at": review.publish_at}),
        **_may(request.user, review),
    }
    return TemplateResponse(request, "admin/conditions/review/page.html", context)


def _grouped(review: Review, document: ConditionDocument, state: State, found: list[Change]):
    """The comments on the whole, and the rows of the page by area."""
    by_key = {_key_of(change): change for change in found}
    comments = defaultdict(list)
    for one in review.comments.select_related("author", "resolved_by"):
        comments[one.part].append(one)
    names = {r.id: short_name(r) for r in document.bibliography}
    rows = {
        part.key: Row(
            part,
            part.key in state.changed,
            by_key.get(part.key),
            state.signed.get(part.key),
            comments[part.key],
            [names.get(i, i) for i in _cited_by(part)],
        )
        for part in state.parts
    }
    groups = [(area, [rows[part.key] for part in parts]) for area, parts in by_area(list(state.parts))]
    return comments[""], groups


def _may(user, review: Review) -> dict[str, bool]:
    """What this person can do on the page now."""
    is_open = review.state == Review.State.OPEN
    is_author = review.authors.filter(pk=user.pk).exists()
    under_way = review.state in (Review.State.OPEN, Review.State.APPROVED)
    return {
        "is_open": is_open,
        "is_author": is_author,
        "may_check": is_open and user.has_perm("conditions.decide_review") and not is_author,
        "may_comment": review.state in (Review.State.OPEN, Review.State.RETURNED)
        and user.has_perm("conditions.add_reviewcomment"),
        "may_publish": review.state == Review.State.APPROVED and user.has_perm("conditions.publish_review"),
        "may_cancel": under_way and _may_cancel(user, review),
    }


def act(request, review: Review):
    """Do what was asked; comments and ticks that came along are kept whatever becomes of the rest."""
    try:
        said = _comments(request, review)
        ticked = _ticks(request, review)
        done = _step(request, review)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        done = done or ", ".join(filter(None, [said, ticked])) or "Nothing to do."
        messages.success(request, done)
    return HttpResponseRedirect(request.path)


def _comments(request, review: Review) -> str:
    texts = {
        name.removeprefix("comment-on-"): text
        for name, value in request.POST.items()
        if name.startswith("comment-on-") and (text := _typed(value))
    }
    if not texts:
        return ""
    _need(request, "conditions.add_reviewcomment")
    for part, text in texts.items():
        try:
            comment(review=review, part=part, text=text, by=request.user)
        except REFUSALS:
            messages.warning(request, f"This comment is not saved; copy it from here: {text}")
            raise
    return "Your comments are saved" if len(texts) > 1 else "Your comment is saved"


def _typed(text: str) -> str:
    """What was typed, without the NUL that only a bad paste brings and the database refuses."""
    return text.replace("\x00", "").strip()


def _ticks(request, review: Review) -> str:
    keys = request.POST.getlist("sign")
    if not keys:
        return ""
    _need(request, "conditions.decide_review")
    count = sign_off(review=review, keys=keys, by=request.user)
    return f"{count} part{'' if count == 1 else 's'} marked as checked" if count else ""


def _step(request, review: Review) -> str:
    user, post = request.user, request.POST
    if "_resolve" in post:
        _need(request, "conditions.add_reviewcomment")
        number = post["_resolve"]
        found = review.comments.filter(
            pk=int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
        ).first()
        if found is None:
            raise ValueError("That comment is not of this review.")
        resolve(comment=found, by=user)
        return "The comment is marked as answered."
    if "_approve" in post:
        _need(request, "conditions.decide_review")
        approve(review=review, by=user, note=_typed(post.get("note", "")))
        return "Approved. A publisher can publish exactly this text now."
    if "_return" in post:
        _need(request, "conditions.decide_review")
        return_to_authors(review=review, by=user, note=_typed(post.get("note", "")))
        return "Returned to its authors."
    if "_publish" in post:
        _need(request, "conditions.publish_review")
        return f"Published: {publish_review(review=review, by=user)}."
    if "_schedule" in post or "_unschedule" in post:
        _need(request, "conditions.publish_review")
        return _schedule(request, review)
    if "_cancel" in post:
        if not _may_cancel(user, review):
            raise PermissionDenied
        cancel(review=review, by=user)
        return "The review is taken back; the draft is as it was."
    return ""


def _schedule(request, review: Review) -> str:
    if "_unschedule" in request.POST:
        schedule(review=review, at=None, by=request.user)
        return "It waits for a publisher again."
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        raise ValueError("Give the day and time at which to publish.")
    schedule(review=review, at=form.cleaned_data["at"], by=request.user)
    return "It will be published at the time you set."


def _may_cancel(user, review: Review) -> bool:
    wrote = user.has_perm("conditions.request_review") and review.authors.filter(pk=user.pk).exists()
    return wrote or user.has_perm("conditions.publish_review")


def _need(request, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _key_of(change: Change) -> str:
    """The key of the part that a change is of."""
    if change.area in ("statement", "finding") and change.anchor:
        return change.anchor.replace("-", ":", 1)
    kind = {"particulars": "head", "definition of a finding": "vocabulary"}.get(change.area, change.area)
    return f"{kind}:{'' if kind in ('head', 'handout') else change.title}"[:380]


def _cited_by(part: Checkable) -> list[str]:
    """Ids of what a part cites; the head of the page is a whole document and cites through its parts."""
    citations = getattr(part.part, "citations", ())
    return [] if callable(citations) else [cited_id(c) for c in citations]
