"""A cited reference can be found again: it has an author or publisher, a year, and a number or address."""

from collections.abc import Iterator

from conditions.document import ConditionDocument, Reference
from conditions.editorial.checks import Facts, Problem


def check(document: ConditionDocument, facts: Facts) -> Iterator[Problem]:
    """Problems at references that lack something."""
    for index, reference in enumerate(document.bibliography):
        if lacks := _missing(reference):
            yield Problem("references", f"bibliography[{index}]", f"has no {', no '.join(lacks)}", "warning")


def _missing(reference: Reference) -> list[str]:
    wanted = {
        "author or publisher": reference.author or reference.editor or reference.publisher,
        "year": reference.issued,
        "DOI, PMID, ISBN or address": reference.DOI or reference.PMID or reference.ISBN or reference.URL,
    }
    if reference.type == "article-journal":
        wanted["journal"] = reference.container_title
    return [name for name, value in wanted.items() if not value]
