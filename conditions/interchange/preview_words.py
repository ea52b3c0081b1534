"""A preview of an import in words, to be read by a clinician before it is applied.

condition hip-pointer: changed
  changed particulars: Hip pointer (iliac crest contusion)
    summary
      before: A deep bruise of the iliac crest.
      after:  A bruise of the iliac crest.
    synonyms
      + crest bruise
"""

from collections.abc import Iterator

from conditions.document import ConditionDocument
from conditions.editorial.changes import Difference
from conditions.interchange.preview import Preview

LIST = " | "


def lines(found: Preview) -> Iterator[str]:
    """The preview, a line for each fact."""
    for kind, all_differences in (("reference", found.references), ("finding", found.findings)):
        for slug in found.report.created[kind]:
            yield f"{kind} {slug}: new"
        for slug, differences in all_differences.items():
            yield f"{kind} {slug}: changed {', '.join(d.field for d in differences)}"
            for difference in differences:
                yield from _shown(difference, "  ")
    for slug, document in found.new.items():
        yield f"condition {slug}: new, {_size(document)}"
    for slug, changes in found.conditions.items():
        yield f"condition {slug}: changed"
        for change in changes:
            yield f"  {change.kind} {change.area}: {change.title}"
            for difference in change.differences:
                yield from _shown(difference, "    ")


def _size(document: ConditionDocument) -> str:
    statements = sum(1 for _ in document.statements())
    return (
        f"“{document.name}” with {statements} statements, {len(document.findings)} findings, "
        f"{len(document.management)} treatments and {len(document.differentials)} differentials"
    )


def _shown(difference: Difference, indent: str) -> Iterator[str]:
    """Items of a list that go and come; anything else before and after."""
    before, after = difference.before, difference.after
    yield f"{indent}{difference.field}"
    if LIST in before or LIST in after:
        old, new = before.split(LIST), after.split(LIST)
        yield from (f"{indent}  - {item}" for item in old if item and item not in new)
        yield from (f"{indent}  + {item}" for item in new if item and item not in old)
        if sorted(old) == sorted(new):
            yield f"{indent}  in another order: {after}"
        return
    yield f"{indent}  before: {before or '(nothing)'}"
    yield f"{indent}  after:  {after or '(nothing)'}"
