"""References as templates print them. tests/web/test_references.py shows the output."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from conditions.bibliography.citation_meta import citation_meta
from conditions.bibliography.coins import coins
from conditions.bibliography.formats import DOWNLOADS
from conditions.bibliography.links import doi_url, pmc_url, pubmed_url
from conditions.bibliography.vancouver import FormattedReference, vancouver
from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.catalogue.places import Place, finding_places, places
from conditions.catalogue.read import document_of
from conditions.catalogue.reference_search import DESIGNS, ReferenceQuery, ReferenceResult
from conditions.document import Finding, Reference
from conditions.web.presenters.words import STANDINGS
from conditions.web.references.form import parameters

CERTAINTIES = {
    "high": "high certainty",
    "moderate": "moderate certainty",
    "low": "low certainty",
    "very-low": "very low certainty",
    "consensus": "consensus",
}
KINDS = {
    "finding": "Definition",
    "prevalence": "Prevalence",
    "frequency": "Frequency",
    "accuracy": "Accuracy",
    "treatment": "Treatment",
    "differential": "Differential",
    "claim": "What patients may have read",
}


CONDITIONS_SHOWN = 6


@dataclass(frozen=True)
class Link:
    """A word and where it leads."""

    label: str
    url: str


@dataclass(frozen=True)
class Standing:
    """What became of a reference: the word, and where the notice is."""

    label: str
    note: str


@dataclass(frozen=True)
class ListedReference:
    """One reference of a list."""

    id: str
    title: str
    formatted: FormattedReference
    coins: str
    design: str
    standing: Standing | None
    conditions: tuple[Link, ...]
    more_conditions: int
    findings: int


@dataclass(frozen=True)
class Passage:
    """A passage that the reference supports, with the link to its place."""

    kind: str
    heading: str
    text: str
    url: str
    locator: str
    certainty: str


@dataclass(frozen=True)
class Support:
    """The passages of one condition, or of the vocabulary of findings."""

    name: str
    url: str
    passages: tuple[Passage, ...]


def standing_of(entry: ReferenceEntry) -> Standing | None:
    """Retracted or corrected, as known today; None in good standing."""
    label = STANDINGS.get(entry.standing)
    return Standing(label, entry.standing_note) if label else None


def listed(result: ReferenceResult) -> tuple[ListedReference, ...]:
    """The references of one page of results, in order; one query."""
    entries = ReferenceEntry.objects.in_bulk([r.id for r in result.found], field_name="slug")
    out = []
    for found in result.found:
        entry = entries[found.id]
        reference = Reference.model_validate_json(entry.body)
        names = result.condition_names
        conditions = tuple(Link(names[s], reverse("condition", args=[s])) for s in found.conditions)
        out.append(
            ListedReference(
                found.id,
                reference.title,
                vancouver(reference),
                coins(reference),
                DESIGNS[reference.design],
                standing_of(entry),
                conditions[:CONDITIONS_SHOWN],
                max(0, len(conditions) - CONDITIONS_SHOWN),
                len(found.findings),
            )
        )
    return tuple(out)


def downloads(path_of: Mapping[str, str]) -> tuple[Link, ...]:
    """A link for each format, given the address of each by its suffix."""
    return tuple(Link(download.name, path_of[suffix]) for suffix, download in DOWNLOADS.items())


def page_url(query: ReferenceQuery, page: int) -> str:
    """The address of another page of the same results."""
    return f"{reverse('references')}?{urlencode(parameters(query, page=page))}".rstrip("?")


@dataclass(frozen=True)
class ReferencePage:
    """The page of one reference."""

    reference: Reference
    formatted: FormattedReference
    design: str
    standing: Standing | None
    meta: tuple[tuple[str, str], ...]
    links: tuple[Link, ...]
    downloads: tuple[Link, ...]
    supports: tuple[Support, ...]

    @property
    def passages(self) -> int:
        """How many passages rest on it."""
        return sum(len(support.passages) for support in self.supports)


def reference_page(
    entry: ReferenceEntry,
    conditions: Iterable[ConditionEntry],
    findings: Iterable[FindingEntry],
    ids: Sequence[str],
) -> ReferencePage:
    """The page, given the published conditions and findings that cite the reference under one of its `ids`."""
    reference = Reference.model_validate_json(entry.body)
    paths = {s: reverse("reference-download", args=[reference.id, s]) for s in DOWNLOADS}
    return ReferencePage(
        reference=reference,
        formatted=vancouver(reference),
        design=DESIGNS[reference.design],
        standing=standing_of(entry),
        meta=citation_meta(reference),
        links=_links(reference),
        downloads=downloads(paths),
        supports=tuple(_supports(ids, conditions, findings)),
    )


def _links(reference: Reference) -> tuple[Link, ...]:
    links = []
    if reference.DOI:
        links.append(Link(f"doi:{reference.DOI}", doi_url(reference.DOI)))
    if reference.PMID:
        links.append(Link(f"PubMed {reference.PMID}", pubmed_url(reference.PMID)))
    if reference.PMCID:
        links.append(Link(f"Full text {reference.PMCID}", pmc_url(reference.PMCID)))
    if reference.URL:
        links.append(Link("Page of the source", reference.URL))
    return tuple(links)


def _supports(
    ids: Sequence[str], conditions: Iterable[ConditionEntry], findings: Iterable[FindingEntry]
) -> Iterator[Support]:
    for entry in conditions:
        url = reverse("condition", args=[entry.slug])
        document = document_of(entry)
        passages = [_passage(p, f"{url}#{p.anchor}") for i in ids for p in places(document, i)]
        yield Support(entry.name, url, tuple(passages))
    own = [
        _passage(place, _finding_url(entry.slug))
        for entry in findings
        for identity in ids
        for place in finding_places(Finding.model_validate_json(entry.body), identity)
    ]
    if own:
        yield Support("Findings", "", tuple(own))


def _passage(place: Place, url: str) -> Passage:
    return Passage(
        KINDS.get(place.kind, place.kind.capitalize()),
        place.heading,
        place.text,
        url,
        place.locator,
        CERTAINTIES.get(place.certainty, ""),
    )


def _finding_url(identity: str) -> str:
    """The page of the finding, or nothing where the site has none."""
    try:
        return reverse("finding", args=[identity])
    except NoReverseMatch:
        return ""
