"""Every component with every state, for developers; the address exists in DEBUG only."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from conditions.document import FREQUENCIES, Accuracy, Association, Finding, Reference
from conditions.web.body_map import BodyMap, where_it_hurts
from conditions.web.pages import page
from conditions.web.presenters import flags, plot
from conditions.web.presenters.citing import Cite
from conditions.web.presenters.frequency import Often, often
from conditions.web.presenters.words import CERTAINTIES, VERDICTS

COLOURS = (
    "paper",
    "surface",
    "sunken",
    "ink",
    "quiet",
    "line",
    "edge",
    "accent",
    "flag",
    "wait",
    "for",
    "against",
)


@dataclass(frozen=True)
class StyleguideContext:
    """What the page of components gets; the figures are made up and say so."""

    colours: tuple[str, ...]
    certainties: list[str]
    frequencies: list[Often]
    verdicts: list[tuple[str, str, str]]
    flags: list[flags.Flags]
    lines: list[plot.Line]
    map: BodyMap
    scale: tuple[plot.Tick, ...] = plot.SCALE
    middle: float = plot.MIDDLE


def styleguide(request: HttpRequest) -> HttpResponse:
    """The page of components."""
    source = Reference(id="example", type="article", title="An example", design="cohort", issued=2020)
    cite = Cite(1, source, "")
    figures = [{"lr_positive": 12.0, "lr_negative": 0.05}, {"lr_positive": 2.0}, {"lr_negative": 0.4}]
    studies = [Accuracy(reference_standard="example", citation="example", **f) for f in figures]
    context = StyleguideContext(
        COLOURS,
        list(CERTAINTIES),
        [often(Association(finding="example", frequency=f, basis="cited")) for f in FREQUENCIES],
        [(term, sign, word) for term, (sign, word) in VERDICTS.items()],
        flags.grouped([_flag("emergency"), _flag("urgent")]),
        plot.lines((f"Example {n}", "plot", study, cite) for n, study in enumerate(studies, 1)),
        where_it_hurts(["lateral-hip", "lateral-thigh"]),
    )
    return page(request, "styleguide.html", context)


def _flag(urgency: str) -> Finding:
    return Finding(
        id=f"example-{urgency}",
        name=f"An {urgency} finding",
        kind="sign",
        group="observation",
        urgency=urgency,
        action="An example of what to do.",
    )
