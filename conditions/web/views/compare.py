"""Two to four conditions side by side."""

import re
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, QueryDict

from conditions.catalogue.brief import Brief, every
from conditions.catalogue.documents import published_among
from conditions.document import ConditionDocument
from conditions.web.pages import page
from conditions.web.presenters.compare import FEWEST, MOST, Comparison, told_apart
from conditions.web.presenters.compare import compare as side_by_side

SLUG = re.compile("[a-z0-9-]{1,80}")
TextBetween = tuple[ConditionDocument, ConditionDocument, str]


@dataclass(frozen=True)
class CompareContext:
    """What the comparison gets; without `comparison` the page offers to pick conditions and says what is wrong."""

    comparison: Comparison | None = None
    told_apart: list[TextBetween] = field(default_factory=list)
    choices: list[Brief] = field(default_factory=list)
    picked: list[str] = field(default_factory=list)
    problem: str = ""


def compare(request: HttpRequest) -> HttpResponse:
    """`?c=slug&c=slug`: 400 with the reason for a list that can't be compared; a picker for none or one, or with `change`."""
    picked, found, problem = pick(request.GET)
    if problem or len(picked) < FEWEST or "change" in request.GET:
        choices = [slug for slug in picked if slug in found][:MOST]
        context = CompareContext(choices=every(), picked=choices, problem=problem)
        return page(request, "compare.html", context, status=400 if problem else 200)
    documents = [found[slug] for slug in picked]
    return page(
        request,
        "compare.html",
        CompareContext(comparison=side_by_side(documents), told_apart=told_apart(documents), picked=picked),
    )


def pick(params: QueryDict) -> tuple[list[str], dict[str, ConditionDocument], str]:
    """The slugs that the address names, the documents of those that are published, and what is wrong with the list."""
    picked = list(dict.fromkeys(slug for slug in params.getlist("c") if slug))
    found = published_among(slug for slug in picked[: MOST + 1] if SLUG.fullmatch(slug)) if picked else {}
    return picked, found, _problem(picked, found)


def _problem(picked: list[str], found: dict[str, ConditionDocument]) -> str:
    if len(picked) > MOST:
        return f"At most {MOST} conditions fit side by side; the address names {len(picked)}."
    unknown = [slug for slug in picked if slug not in found]
    if unknown:
        return f"There is no published condition “{unknown[0][:80]}”."
    return ""
