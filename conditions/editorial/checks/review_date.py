"""The page says when it was reviewed and when it will be again, and that day is ahead."""

from collections.abc import Iterator

from conditions.document import ConditionDocument
from conditions.editorial.checks import Facts, Problem


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """Problems with the dates."""
    if document.reviewed_on is None:
        yield Problem("review date", "reviewed_on", "say when it was last reviewed", "warning")
    elif document.reviewed_on > facts.today:
        yield Problem("review date", "reviewed_on", "the review lies in the future", "blocking")
    if document.review_due is None:
        yield Problem("review date", "review_due", "say when it is due for review", "warning")
    elif document.review_due < facts.today:
        yield Problem(
            "review date", "review_due", f"the review was due on {document.review_due:%-d %B %Y}", "warning"
        )
