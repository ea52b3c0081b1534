"""Findings: all of them, one of them, one of them in one condition; and the red flags."""

from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse

from conditions.catalogue import findings as catalogue_findings
from conditions.catalogue import read
from conditions.catalogue.brief import Brief, urgent
from conditions.catalogue.documents import naming, published_among
from conditions.catalogue.entry import FindingEntry
from conditions.document import ConditionDocument, Finding
from conditions.web.pages import page
from conditions.web.presenters import finding as present
from conditions.web.presenters import flags, plot
from conditions.web.presenters.citing import Source


@dataclass(frozen=True)
class FindingsContext:
    """What the list of findings gets."""

    groups: list[tuple[str, str, list[Finding]]]
    total: int


@dataclass(frozen=True)
class FindingContext:
    """What the page of a finding gets."""

    finding: Finding
    leanings: list[present.Leaning]
    lines: list[plot.Line]
    related: dict[str, str]
    scale: tuple[plot.Tick, ...] = plot.SCALE
    middle: float = plot.MIDDLE


@dataclass(frozen=True)
class FindingInContext:
    """What the page "can X cause Y" gets; `row` is None where the condition says nothing of the finding."""

    finding: Finding
    document: ConditionDocument
    row: present.InCondition | None
    sources: list[Source] = field(default_factory=list)


@dataclass(frozen=True)
class RedFlagsContext:
    """What the page of red flags gets."""

    groups: list[flags.Flags]
    urgent: list[Brief]


def finding_list(request: HttpRequest) -> HttpResponse:
    """Every finding, by kind."""
    found = catalogue_findings.findings()
    return page(request, "findings/list.html", FindingsContext(present.by_kind(found), len(found)))


def finding(request: HttpRequest, slug: str) -> HttpResponse:
    """What a finding is, and for and against which conditions it speaks."""
    found = _finding(slug)
    leanings = present.leanings(naming(slug), slug)
    related = catalogue_findings.names([*found.broader, *found.members, *found.excludes])
    context = FindingContext(found, leanings, present.ratios(leanings), related)
    return page(request, "findings/detail.html", context)


def finding_in(request: HttpRequest, slug: str, condition: str) -> HttpResponse:
    """Can this condition cause this finding: how often, on what grounds."""
    found = _finding(slug)
    document = published_among([condition]).get(condition)
    if document is None:
        raise Http404(f"There is no published condition “{condition}”.")
    row = present.in_condition(document, slug)
    sources = present.sources(row) if row else []
    return page(request, "findings/in_condition.html", FindingInContext(found, document, row, sources))


def red_flags(request: HttpRequest) -> HttpResponse:
    """Every urgent finding with its action, and the conditions that are urgent themselves."""
    groups = flags.grouped(catalogue_findings.findings())
    return page(request, "red_flags.html", RedFlagsContext(groups, urgent()))


def _finding(slug: str) -> Finding:
    try:
        return read.finding(slug)
    except FindingEntry.DoesNotExist:
        raise Http404(f"There is no finding “{slug}”.") from None
