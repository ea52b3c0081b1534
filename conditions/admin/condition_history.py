"""The past of a condition: saved states, editions, what changed between two, and bringing one back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from conditions.document import ConditionDocument
from conditions.editorial import drafts, undelete
from conditions.editorial.changes import changes
from conditions.editorial.draft_tables import UnknownPartsError
from conditions.interchange.from_tables import draft_of, without_embedded
from conditions.models import Condition, DraftRevision, Edition


def history(request, row: Condition):
    """Every kept state and every edition, newest first."""
    context = {
        **admin.site.each_context(request),
        "title": f"History of {row.name}",
        "opts": Condition._meta,
        "row": row,
        "revisions": DraftRevision.objects.filter(slug=row.slug).select_related("saved_by").defer("body"),
        "editions": Edition.objects.of(row.slug).defer("body", "sign_offs"),
        "may_restore": request.user.has_perm("conditions.change_condition"),
    }
    return TemplateResponse(request, "admin/conditions/condition/history.html", context)


def changes_page(request, pk: int):
    """What changed from `from` to `to`, each `draft`, `e3` for an edition or `r7` for a saved state."""
    if not request.user.has_perm("conditions.view_condition"):
        raise PermissionDenied
    row = get_object_or_404(Condition, pk=pk)
    names = request.GET.get("from", ""), request.GET.get("to", "draft")
    before, after = (_state(row.slug, name) for name in names)
    if any(name.startswith("r") for name in names):
        before, after = without_embedded(before), without_embedded(after)
    context = {
        **admin.site.each_context(request),
        "title": f"{row.name}: changes from {_called(names[0])} to {_called(names[1])}",
        "opts": Condition._meta,
        "row": row,
        "changes": changes(before.anchored(), after.anchored()),
    }
    return TemplateResponse(request, "admin/conditions/condition/changes.html", context)


@require_POST
def restore(request, pk: int):
    """Put a state of `history` in place of the draft; the draft's own state is kept."""
    if not request.user.has_perm("conditions.change_condition"):
        raise PermissionDenied
    row = get_object_or_404(Condition, pk=pk)
    name = request.POST.get("state", "")
    document = _state(row.slug, name)
    try:
        drafts.restore_draft(
            document=document, seen=row.revision, by=request.user, note=f"Restored from {_called(name)}."
        )
    except UnknownPartsError as unknown:
        messages.error(
            request, f"Nothing was changed. {unknown} Add it again first, or edit the draft by hand."
        )
        return HttpResponseRedirect(reverse("admin:conditions_condition_history", args=[row.pk]))
    except (drafts.DraftConflictError, drafts.SlugTakenError) as refusal:
        messages.error(request, f"Nothing was changed. {refusal}")
        return HttpResponseRedirect(reverse("admin:conditions_condition_history", args=[row.pk]))
    messages.success(request, f"The draft is {_called(name)} again. What it was before is in its history.")
    return HttpResponseRedirect(reverse("admin:conditions_condition_change", args=[row.pk]))


def delete(request, row: Condition):
    """Asks, then deletes a draft that was never published."""
    context = {
        **admin.site.each_context(request),
        "title": f"Delete {row.name}?",
        "opts": Condition._meta,
        "row": row,
    }
    if request.method == "POST":
        try:
            drafts.delete_draft(slug=row.slug, by=request.user)
        except drafts.StillNeededError as needed:
            context["problem"] = str(needed)
        else:
            messages.success(request, f"{row.name} is deleted. It can be brought back from “Deleted”.")
            return HttpResponseRedirect(reverse("admin:condition_deleted"))
    return TemplateResponse(request, "admin/conditions/condition/delete.html", context)


def deleted(request):
    """Drafts, findings and references that were deleted and can be brought back."""
    if not request.user.has_perm("conditions.view_condition"):
        raise PermissionDenied
    gone = (
        DraftRevision.objects.exclude(slug__in=Condition.objects.values("slug"))
        .order_by("slug", "-number")
        .distinct("slug")
        .select_related("saved_by")
    )
    context = {
        **admin.site.each_context(request),
        "title": "Deleted",
        "opts": Condition._meta,
        "gone": [(one, ConditionDocument.model_validate_json(one.body)) for one in gone],
        "others": list(undelete.deleted()),
        "may_restore": request.user.has_perm("conditions.add_condition"),
    }
    return TemplateResponse(request, "admin/conditions/condition/deleted.html", context)


@require_POST
def bring_back(request):
    """Make what was deleted again, as it was: a draft (`kind` condition), a finding or a reference."""
    kind, slug = request.POST.get("kind", "condition"), request.POST.get("slug", "").replace("\x00", "")
    if kind not in ("condition", *undelete.KINDS):
        raise Http404("There is no such kind of thing.")
    if not request.user.has_perm(f"conditions.add_{kind}"):
        raise PermissionDenied
    return _draft_back(request, slug) if kind == "condition" else _row_back(request, kind, slug)


def _row_back(request, kind: str, slug: str):
    try:
        row = undelete.bring_back(kind=kind, slug=slug)
    except undelete.CantBringBackError as problem:
        messages.error(request, str(problem))
        return HttpResponseRedirect(reverse("admin:condition_deleted"))
    messages.success(request, f"{row} is back.")
    return HttpResponseRedirect(reverse(f"admin:conditions_{kind}_change", args=[row.pk]))


def _draft_back(request, slug: str):
    last = DraftRevision.objects.filter(slug=slug).first()
    if last is None or Condition.objects.filter(slug=slug).exists():
        raise Http404("There is no deleted draft of that address.")
    document = ConditionDocument.model_validate_json(last.body)
    try:
        drafts.restore_draft(document=document, seen=last.number, by=request.user, note="Brought back.")
    except (UnknownPartsError, drafts.SlugTakenError) as problem:
        messages.error(request, f"{document.name} can't be brought back as it was. {problem}")
        return HttpResponseRedirect(reverse("admin:condition_deleted"))
    row = Condition.objects.get(slug=slug)
    messages.success(request, f"{row.name} is back.")
    return HttpResponseRedirect(reverse("admin:conditions_condition_change", args=[row.pk]))


def _state(slug: str, name: str) -> ConditionDocument:
    if name == "draft":
        return draft_of(slug)
    number = int(name[1:]) if name[1:].isascii() and name[1:].isdigit() and len(name) < 10 else 0
    found = None
    if name.startswith("e"):
        found = Edition.objects.of(slug).filter(number=number).first()
    elif name.startswith("r"):
        found = DraftRevision.objects.filter(slug=slug, number=number).first()
    if found is None:
        raise Http404(f"There is no state “{name[:20]}” of this condition.")
    return ConditionDocument.model_validate_json(found.body)


def _called(name: str) -> str:
    if name == "draft":
        return "the draft"
    return f"{'edition' if name.startswith('e') else 'revision'} {name[1:]}"
