"""What a search address means: text, chosen facet values, order, page. The address is the object.

`Query.parameters()` gives the one order in which it is written; what it writes, the
form reads back.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

FACETS = {
    "region": "Where it hurts",
    "category": "Kind of problem",
    "symptom": "Symptoms",
    "sign": "Signs and tests",
    "history": "History",
    "flag": "Red flags",
    "absent": "Finding absent",
    "management": "Management",
    "evidence": "Certainty of evidence",
}
SORTS = {"relevance": "Relevance", "name": "Name", "reviewed": "Last reviewed"}
PER_PAGE = 20


@dataclass(frozen=True)
class Query:
    """What a reader asks. `verbatim`: search the text as typed, without reading it as another spelling."""

    text: str = ""
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    verbatim: bool = False

    def parameters(self) -> list[tuple[str, str]]:
        """Key and value pairs in their one order, defaults left out."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, value) for name in FACETS for value in self.facets.get(name, ())]
        if self.sort != "relevance":
            pairs.append(("sort", self.sort))
        if self.verbatim:
            pairs.append(("verbatim", "1"))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def address(self, base: str) -> str:
        """The address of this query under a path."""
        pairs = self.parameters()
        return f"{base}?{urlencode(pairs)}" if pairs else base

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Every chosen value with its facet, in the order of the facets."""
        return [(name, value) for name in FACETS for value in self.facets.get(name, ())]

    def toggled(self, facet: str, value: str) -> "Query":
        """With the value added, or taken away; back on the first page."""
        values = self.facets.get(facet, ())
        values = tuple(v for v in values if v != value) if value in values else (*values, value)
        return replace(self, facets=self._facets({**self.facets, facet: values}), page=1)

    def toggles(self, facet: str, base: str) -> Callable[[str], str]:
        """Gives the address under a path with one value of a facet toggled, quickly for many values.

        Values that are offered are slugs, which need no escaping.
        """
        before, after = self._around(facet)
        chosen = self.facets.get(facet, ())

        def address(value: str) -> str:
            if value in chosen:
                return self.toggled(facet, value).address(base)
            return f"{base}?{before}{facet}={value}{after}"

        return address

    def _around(self, facet: str) -> tuple[str, str]:
        """What stands before and after one more value of a facet in the address."""
        pairs = replace(self, page=1).parameters()
        later = list(FACETS)[list(FACETS).index(facet) + 1 :]
        split = next(
            (n for n, (name, _) in enumerate(pairs) if name in later or name in ("sort", "verbatim")),
            len(pairs),
        )
        before, after = urlencode(pairs[:split]), urlencode(pairs[split:])
        return (f"{before}&" if before else ""), (f"&{after}" if after else "")

    def without_facets(self) -> "Query":
        """With no facet value chosen."""
        return replace(self, facets={}, page=1)

    def with_text(self, text: str, *, verbatim: bool = False) -> "Query":
        """With another text."""
        return replace(self, text=text, verbatim=verbatim, page=1)

    def at_page(self, page: int) -> "Query":
        """Another page of the same results."""
        return replace(self, page=page)

    def sorted_by(self, sort: str) -> "Query":
        """The same results in another order."""
        return replace(self, sort=sort, page=1)

    @staticmethod
    def _facets(facets: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {name: facets[name] for name in FACETS if facets.get(name)}
