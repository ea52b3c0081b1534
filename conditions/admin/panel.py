"""The checks of a draft as the editor and the review show them: by weight, each with a link to its field."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from conditions.admin.short_name import short_name
from conditions.document import ConditionDocument
from conditions.editorial.checks import Problem, problems
from conditions.interchange.from_tables import self_contained, without_embedded
from conditions.models import Finding, Reference


@dataclass(frozen=True)
class Item:
    """One problem with the place where it is mended."""

    message: str
    href: str
    where: str


@dataclass(frozen=True)
class Panel:
    """What stands in the way of publication, and what to look at."""

    blocking: tuple[Item, ...]
    warnings: tuple[Item, ...]
    counts: tuple[tuple[str, int], ...]


def panel(document: ConditionDocument, editor) -> Panel:
    """The checks of the stored draft; links lead to the forms of `editor`, findings and references to their own."""
    whole = self_contained(without_embedded(document))
    found = problems(whole)
    place = _places(whole, found, editor.place_of)
    return Panel(
        tuple(place(p) for p in found if p.level == "blocking"),
        tuple(place(p) for p in found if p.level == "warning"),
        (
            ("statements", sum(1 for _ in document.statements())),
            ("findings", len(document.findings)),
            ("treatments", len(document.management)),
            ("references", len(document.cited_ids())),
        ),
    )


def _places(
    document: ConditionDocument, found: list[Problem], place_of: Callable[[str], str]
) -> Callable[[Problem], Item]:
    outside = {p.path for p in found if p.path.startswith(("vocabulary[", "bibliography["))}
    keys = dict(
        Finding.objects.filter(slug__in=[f.id for f in document.vocabulary]).values_list("slug", "pk")
    )
    cited = [r.id for r in document.bibliography]
    rows = dict(Reference.objects.filter(slug__in=cited).values_list("slug", "pk")) if outside else {}

    def place(problem: Problem) -> Item:
        kind, _, rest = problem.path.partition("[")
        index = rest.split("]")[0]
        if kind == "vocabulary" and index.isdigit():
            finding = document.vocabulary[int(index)]
            return Item(
                problem.message,
                reverse("admin:conditions_finding_change", args=[keys[finding.id]]),
                finding.name,
            )
        if kind == "bibliography" and index.isdigit():
            reference = document.bibliography[int(index)]
            return Item(
                problem.message,
                reverse("admin:conditions_reference_change", args=[rows[reference.id]]),
                short_name(reference),
            )
        return Item(problem.message, f"#{place_of(problem.path)}", in_words(document, problem.path))

    return place


def in_words(document: ConditionDocument, path: str) -> str:
    """A path of the document as a reader would say it."""
    steps = path.replace("]", "").replace("[", ".").split(".")
    try:
        if steps[0] == "sections" and len(steps) >= 2:
            section = document.sections[int(steps[1])]
            number = f", statement {int(steps[3]) + 1}" if len(steps) > 3 else ""
            return f"{section.kind.capitalize()}{number}"
        if steps[0] == "findings" and len(steps) >= 2:
            identity = document.findings[int(steps[1])].finding
            return next((f.name for f in document.vocabulary if f.id == identity), identity)
        if steps[0] == "management" and len(steps) >= 2:
            return document.management[int(steps[1])].name
        if steps[0] == "claims" and len(steps) >= 2:
            return f"Claim {int(steps[1]) + 1}"
        if steps[0] == "differentials" and len(steps) >= 2:
            return document.differentials[int(steps[1])].condition
    except (IndexError, ValueError):
        return path
    return steps[0].replace("_", " ").capitalize()
