"""Find published conditions by text and facets: the one door for page and API."""

from dataclasses import dataclass, replace

from pyroaring import BitMap

from conditions.catalogue.facets import Facet, check, facets, label
from conditions.catalogue.find import Found, find
from conditions.catalogue.index import Index, current
from conditions.catalogue.listing import Listed
from conditions.catalogue.query import PER_PAGE, Query
from conditions.catalogue.rescue import Rescue, rescue
from conditions.catalogue.snippet import snippets
from conditions.catalogue.walk import Place, count_until, order_of, place_at, sorted_by
from conditions.catalogue.why import Reason, reasons


@dataclass(frozen=True)
class Hit:
    """One condition found, and why."""

    condition: Listed
    why: tuple[Reason, ...]


@dataclass(frozen=True)
class Chip:
    """A chosen facet value, and the query without it."""

    facet: str
    label: str
    without: Query


@dataclass(frozen=True)
class Result:
    """The hits of one page, and the facets of all."""

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    found: Found
    findings: tuple[tuple[str, str, bool], ...]
    rescue: Rescue | None
    version: int
    rest: Place | None = None

    @property
    def pages(self) -> int:
        """How many pages the results fill; an empty result has one."""
        return max(1, -(-self.total // PER_PAGE))


def search(query: Query, after: Place | None = None) -> Result:
    """Answer a query: OR within a facet, AND between facets; a facet's counts ignore its own choice.

    `after` is the `rest` of an earlier result: the page goes on there, whatever page the query names.
    Raises CatalogueNotReadyError, UnknownValueError and MovedError.
    """
    index = current()
    with index.lock:
        check(index, query)
    found = find(index, query.text, verbatim=query.verbatim)
    with index.lock:
        # Another thread may have taken in a withdrawal since the text was looked up.
        still = found.rows & index.live
        rows = index.facets.matching(still, query.facets)
        counted = facets(index, query, still)
        order = order_of(query, found)
        start = count_until(index, after, order, rows) if after else (query.page - 1) * PER_PAGE
        page = _page(index, order, found, rows, start)
        ends = start + len(page)
        rest = place_at(index, order, ends, page[-1]) if page and ends < len(rows) else None
        listed = index.listing.get(page)
        chips = tuple(
            Chip(name, label(index, name, value), query.toggled(name, value)) for name, value in query.chosen
        )
        findings = tuple(
            (finding, index.findings.label(finding), finding in found.reading.present)
            for finding in found.reading.findings
        )
        version = index.version
    return Result(
        query=query.at_page(start // PER_PAGE + 1) if after else query,
        total=len(rows),
        hits=_hits(index, found, list(listed.values())),
        facets=counted,
        chips=chips,
        found=found,
        findings=findings,
        rescue=None if rows else rescue(index, query, found),
        version=version,
        rest=rest,
    )


def _page(index: Index, order: str, found: Found, rows: BitMap, start: int) -> list[int]:
    if order != "relevance":
        return sorted_by(index, order).page(rows, start, PER_PAGE)
    scored = sorted(
        (row for row in found.scores if row in rows),
        key=lambda row: (-round(found.scores[row], 9), index.by_name.key(row), row),
    )
    page = scored[start : start + PER_PAGE]
    if len(page) < PER_PAGE and len(scored) < len(rows):
        rest = rows - BitMap(scored)
        page += index.by_name.page(rest, max(0, start - len(scored)), PER_PAGE - len(page))
    return page


def _hits(index: Index, found: Found, listed: list[Listed]) -> tuple[Hit, ...]:
    with index.lock:
        hits = [Hit(one, reasons(index, one, found)) for one in listed]
        unexplained = [hit.condition.row for hit in hits if not hit.why] if found.typed.telling else []
        passages = index.passages.get(unexplained)
    sentences = snippets(passages, found.typed.telling)
    return tuple(
        replace(hit, why=(sentences[hit.condition.row],)) if hit.condition.row in sentences else hit
        for hit in hits
    )
