"""Two people saved one draft: show what each changed, and join the two."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST
from pydantic import BaseModel, ValidationError

from conditions.document import ConditionDocument, as_plain, canonical_json
from conditions.editorial import drafts
from conditions.editorial.draft_tables import UnknownPartsError
from conditions.editorial.merge import Merge, pieces
from conditions.editorial.merge import merge as joined
from conditions.models import Condition, DraftRevision, Finding

NAMES = {
    "findings": "Finding",
    "management": "Treatment",
    "differentials": "Differential",
    "claims": "Claim",
    "codes": "Code",
}


@dataclass(frozen=True)
class Side:
    """One field of a piece, as it was and as each of the two has it."""

    field: str
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Piece:
    """One piece that differs, in words."""

    number: int
    title: str
    sides: tuple[Side, ...]
    mine_gone: bool
    theirs_gone: bool


def ask(
    request,
    row: Condition,
    mine: ConditionDocument,
    seen: int,
    theirs: ConditionDocument,
    revision: int,
    problem: str = "",
):
    """The merge page, status 409: nothing is saved yet and nothing is lost."""
    both = _compared(row.slug, mine, seen, theirs)
    last = DraftRevision.objects.filter(slug=row.slug, number=revision).select_related("saved_by").first()
    names = dict(Finding.objects.values_list("slug", "name"))
    context = {
        **admin.site.each_context(request),
        "title": f"{row.name} was saved while you were editing",
        "opts": Condition._meta,
        "row": row,
        "last": last,
        "conflicts": [
            _piece(i, c.key, c.base, c.mine, c.theirs, names) for i, c in enumerate(both.conflicts)
        ],
        "taken": _taken(both, names),
        "mine": canonical_json(mine),
        "seen": seen,
        "revision": revision,
        "problem": problem,
    }
    return TemplateResponse(request, "admin/conditions/condition/merge.html", context, status=409)


@require_POST
def merge(request, pk: int):
    """Join the two as chosen and save; comes back to the question when a third save came between."""
    if not request.user.has_perm("conditions.change_condition"):
        raise PermissionDenied
    row = get_object_or_404(Condition, pk=pk)
    try:
        mine = ConditionDocument.model_validate_json(request.POST.get("mine", ""))
        seen, revision = int(request.POST["seen"]), int(request.POST["revision"])
    except (ValueError, KeyError):
        raise SuspiciousOperation("The text to be merged did not arrive whole.") from None
    if mine.slug != row.slug:
        raise SuspiciousOperation("The text to be merged is of another condition.")
    current, theirs = drafts.draft(row.slug)
    if current.revision != revision:
        return ask(request, row, mine, seen, theirs, current.revision)
    both = _compared(row.slug, mine, seen, theirs)
    prefer = {c.key: request.POST.get(f"choice-{i}", "mine") for i, c in enumerate(both.conflicts)}
    try:
        document = both.result(prefer)
        drafts.save_draft(document=document, seen=revision, by=request.user, note="Two edits joined.")
    except (ValidationError, UnknownPartsError, drafts.SlugTakenError) as error:
        reasons = [e["msg"] for e in error.errors()] if isinstance(error, ValidationError) else [str(error)]
        return ask(request, row, mine, seen, theirs, revision, "; ".join(reasons))
    except drafts.DraftConflictError as conflict:
        return ask(request, row, mine, seen, conflict.theirs, conflict.revision)
    messages.success(request, "Both edits are joined and saved.")
    return HttpResponseRedirect(reverse("admin:conditions_condition_change", args=[row.pk]))


def _compared(slug: str, mine: ConditionDocument, seen: int, theirs: ConditionDocument) -> Merge:
    base = drafts.revision(slug, seen)
    return joined(base.anchored() if base else None, mine.anchored(), theirs.anchored())


def _taken(both: Merge, names: dict[str, str]) -> list[Piece]:
    was = dict(pieces(both.base)) if both.base else {}
    theirs = dict(pieces(both.theirs))
    return [
        _piece(i, key, was.get(key), was.get(key), theirs.get(key), names) for i, key in enumerate(both.taken)
    ]


def _piece(number: int, key, base, mine, theirs, names: dict[str, str]) -> Piece:
    kind, identity = key
    values = [_fields(value) for value in (base, mine, theirs)]
    fields = list(dict.fromkeys(name for value in values for name in value))
    sides = tuple(
        Side(name.replace("_", " "), *(value.get(name, "") for value in values))
        for name in fields
        if len({value.get(name, "") for value in values}) > 1
    )
    if kind == "statement":
        section = next(value[0] for value in (mine, theirs, base) if value is not None)
        title = f"Statement in {section}"
    elif kind in NAMES:
        title = f"{NAMES[kind]}: {names.get(identity, identity)}"
    else:
        title = kind.replace("_", " ").capitalize()
    return Piece(number, title, sides, mine is None, theirs is None)


def _fields(value) -> dict[str, str]:
    """The fields of a piece as texts."""
    if value is None:
        return {}
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], BaseModel):
        return {"section": value[0], **_fields(value[1])}
    if isinstance(value, BaseModel):
        return {name: _text(item) for name, item in as_plain(value).items()}  # type: ignore[arg-type]
    return {"": _text(list(value) if isinstance(value, tuple) else value)}


def _text(value) -> str:
    if isinstance(value, list):
        return "\n".join(_text(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')} {_text(item)}" for name, item in value.items())
    return str(value)
