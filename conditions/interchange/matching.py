"""Every condition that a saved filter finds."""

from conditions.catalogue.facets import check
from conditions.catalogue.find import find
from conditions.catalogue.index import current
from conditions.catalogue.query import Query


def slugs(query: Query) -> list[str]:
    """Slugs of all matches, in no order. Raises UnknownValueError and CatalogueNotReadyError."""
    index = current()
    with index.lock:
        check(index, query)
    found = find(index, query.text, verbatim=query.verbatim)
    with index.lock:
        # Another thread may have taken in a withdrawal since the text was looked up.
        rows = index.facets.matching(found.rows & index.live, query.facets)
        return [index.slugs[row] for row in rows]
