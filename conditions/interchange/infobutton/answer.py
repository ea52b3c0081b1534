"""The answer to a knowledge request: pages with their sections, as a feed or a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.utils.formats import date_format
from django.utils.html import format_html

from conditions.catalogue.entry import ConditionEntry
from conditions.catalogue.read import document_of
from conditions.document import ConditionDocument
from conditions.interchange import addresses
from conditions.interchange.atom import Category, Entry, Feed, Link
from conditions.interchange.infobutton.index import codes
from conditions.interchange.infobutton.match import Found, Match, find
from conditions.interchange.infobutton.request import KnowledgeRequest
from conditions.interchange.infobutton.topics import SECTION_TITLES

HANDOUT = "handout"


@dataclass(frozen=True)
class Place:
    """A place to read: a condition's page, one of its sections, or its handout."""

    match: Match
    entry: ConditionEntry
    section: str
    title: str
    path: str

    @property
    def summary(self) -> str:
        """What the condition is, in a few sentences."""
        return document_of(self.entry).summary

    @property
    def heading(self) -> str:
        """The name of the condition with the part."""
        return f"{self.entry.name}: {self.title.lower()}" if self.section else self.entry.name


@dataclass(frozen=True)
class Answer:
    """Everything that a view needs."""

    request: KnowledgeRequest
    places: tuple[Place, ...]
    notes: tuple[str, ...]

    @property
    def conditions(self) -> int:
        """How many conditions were found."""
        return len({place.entry.slug for place in self.places})

    @property
    def one(self) -> Place | None:
        """The first place, where exactly one condition fits and was found by its code."""
        clear = self.conditions == 1 and self.places[0].match.level != "text"
        return self.places[0] if clear else None


def answer(request: KnowledgeRequest) -> Answer:
    """Find the conditions and the places to read."""
    found: Found = find(request, codes.current())
    rows = ConditionEntry.objects.filter(slug__in=[m.slug for m in found.matches], withdrawn=False)
    entries = {row.slug: row for row in rows.defer("vector")}
    places = tuple(
        place
        for match in found.matches
        if match.slug in entries
        for place in _places(match, entries[match.slug], request)
    )
    return Answer(request, places, (*found.notes, *request.notes))


def _places(match: Match, entry: ConditionEntry, request: KnowledgeRequest) -> Iterator[Place]:
    document = document_of(entry)
    handout = list(_handout(match, entry, document))
    if request.for_patient:
        yield from handout
    sections = [s for s in (request.subtopic.sections if request.subtopic else ()) if _has(document, s)]
    for section in sections:
        path = addresses.condition(entry.slug, section)
        yield Place(match, entry, section, SECTION_TITLES[section], path)
    if not sections:
        yield Place(match, entry, "", "Overview", addresses.condition(entry.slug))
    if not request.for_patient and not request.subtopic:
        yield from handout


def _handout(match: Match, entry: ConditionEntry, document: ConditionDocument) -> Iterator[Place]:
    if document.handout:
        yield Place(match, entry, HANDOUT, "For the patient", addresses.handout(entry.slug))


def _has(document: ConditionDocument, section: str) -> bool:
    if section == "differentials":
        return bool(document.differentials)
    return any(part.kind == section for part in document.sections)


def to_feed(answered: Answer, *, title: str, site: str) -> Feed:
    """The answer as a feed; `site` is the address of the site without a slash."""
    request = answered.request
    host = urlsplit(site).hostname or "localhost"
    first = request.criteria[0]
    system = first.system.label if first.system else first.named_system
    main = [
        Category(f"mainSearchCriteria.v.{suffix}{'' if number == 1 else number}", value)
        for number, c in enumerate(request.criteria, 1)
        for suffix, value in (("c", c.code), ("cs", c.named_system), ("dn", c.display), ("ot", c.text))
        if value
    ]
    echoed = dict(request.echoed) | {"taskContext.c.c": request.task}
    moments = [place.entry.published_at for place in answered.places]
    return Feed(
        title=title,
        subtitle=": ".join(part for part in (request.display, " ".join(answered.notes)) if part),
        id=f"tag:{host},2026:infobutton:{system or 'text'}:{first.code or first.words}",
        updated=max(moments, default=datetime(2026, 1, 1, tzinfo=UTC)),
        author=title,
        base=site,
        links=(Link(f"{site}{addresses.INFOBUTTON}", title, rel="self", type="application/atom+xml"),),
        categories=(*main, *(Category(name, value) for name, value in echoed.items())),
        entries=tuple(_entry(place, site, host, request) for place in answered.places),
    )


def _entry(place: Place, site: str, host: str, request: KnowledgeRequest) -> Entry:
    entry, document = place.entry, document_of(place.entry)
    categories = [Category("relevanceScore", str(place.match.score))]
    topic = request.subtopic
    if topic and place.section in topic.sections:
        categories = [
            Category("subTopic.v.c", topic.code),
            Category("subTopic.v.cs", topic.system),
            *categories,
        ]
    if place.match.code:
        categories.insert(0, Category("mainSearchCriteria.v.c", place.match.code))
    return Entry(
        title=place.heading,
        id=f"tag:{host},2026:{entry.slug}:e{entry.edition}:{place.section or 'page'}",
        updated=entry.published_at,
        links=(Link(site + place.path, place.title),),
        summary=format_html(
            "<p>{}</p><p>{} Edition {}{}.</p>",
            document.handout.what_it_is
            if place.section == HANDOUT and document.handout
            else document.summary,
            place.match.said,
            entry.edition,
            f", reviewed {date_format(entry.reviewed_on, 'j F Y')}" if entry.reviewed_on else "",
        ),
        categories=tuple(categories),
    )
