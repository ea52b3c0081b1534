"""Atom feeds (RFC 4287): a feed as values, written as XML or in the JSON shape of MedlinePlus Connect.

Elements stand in the order that the Infobutton response schema asks for; plain Atom
leaves the order free. Text from outside may hold characters that XML 1.0 forbids:
they are dropped.
"""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

ATOM = "http://www.w3.org/2005/Atom"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
XML = "http://www.w3.org/XML/1998/namespace"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
LANGUAGE = "en"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ET.register_namespace("", ATOM)
ET.register_namespace("opensearch", OPENSEARCH)


@dataclass(frozen=True)
class Link:
    """A link with everything that the Infobutton schema demands of one."""

    href: str
    title: str
    rel: str = "alternate"
    type: str = "text/html"
    hreflang: str = LANGUAGE


@dataclass(frozen=True)
class Category:
    """A category; `scheme` is a parameter name in an Infobutton answer."""

    scheme: str
    term: str
    label: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry; `summary` is HTML whose data were escaped by its maker."""

    title: str
    id: str
    updated: datetime
    links: tuple[Link, ...]
    summary: str = ""
    author: str = ""
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True)
class Paging:
    """What OpenSearch says of a list of results; `start` counts from 1."""

    total: int
    start: int
    per_page: int
    terms: str


@dataclass(frozen=True)
class Feed:
    """A feed; `base` is the address of the site."""

    title: str
    id: str
    updated: datetime
    author: str
    base: str
    subtitle: str = ""
    links: tuple[Link, ...] = ()
    categories: tuple[Category, ...] = ()
    entries: tuple[Entry, ...] = ()
    paging: Paging | None = None


def stamp(moment: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def to_xml(feed: Feed) -> bytes:
    """The feed as an XML document in UTF-8."""
    root = ET.Element(
        f"{{{ATOM}}}feed", {f"{{{XML}}}lang": LANGUAGE, f"{{{XML}}}base": clean(feed.base) + "/"}
    )
    _text(root, "title", feed.title, type="text")
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle, type="text")
    _author(root, feed.author, feed.base + "/")
    _text(root, "updated", stamp(feed.updated))
    _categories(root, feed.categories)
    _text(root, "id", feed.id)
    _links(root, feed.links)
    if feed.paging:
        _paging(root, feed.paging)
    for entry in feed.entries:
        _entry(root, entry)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = clean(text)


def _author(parent: ET.Element, name: str, uri: str = "") -> None:
    author = ET.SubElement(parent, f"{{{ATOM}}}author")
    _text(author, "name", name)
    if uri:
        _text(author, "uri", uri)


def _categories(parent: ET.Element, categories: tuple[Category, ...]) -> None:
    for category in categories:
        attributes = {"scheme": category.scheme, "term": category.term, "label": category.label}
        ET.SubElement(parent, f"{{{ATOM}}}category", {k: clean(v) for k, v in attributes.items() if v})


def _links(parent: ET.Element, links: tuple[Link, ...]) -> None:
    for link in links:
        attributes = {key: clean(value) for key, value in _link_attributes(link).items()}
        ET.SubElement(parent, f"{{{ATOM}}}link", attributes)


def _link_attributes(link: Link) -> dict[str, str]:
    return {
        "href": link.href,
        "rel": link.rel,
        "type": link.type,
        "hreflang": link.hreflang,
        "title": link.title,
    }


def _paging(parent: ET.Element, paging: Paging) -> None:
    for name, value in (
        ("totalResults", paging.total),
        ("startIndex", paging.start),
        ("itemsPerPage", paging.per_page),
    ):
        ET.SubElement(parent, f"{{{OPENSEARCH}}}{name}").text = str(value)
    terms = {"role": "request", "searchTerms": clean(paging.terms)}
    ET.SubElement(parent, f"{{{OPENSEARCH}}}Query", terms)


def _entry(parent: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(parent, f"{{{ATOM}}}entry", {f"{{{XML}}}lang": LANGUAGE})
    _text(element, "title", entry.title, type="text")
    _links(element, entry.links)
    _text(element, "id", entry.id)
    _text(element, "updated", stamp(entry.updated))
    if entry.author:
        _author(element, entry.author)
    if entry.summary:
        _text(element, "summary", entry.summary, type="html")
    _categories(element, entry.categories)


def to_json(feed: Feed) -> str:
    """The feed as MedlinePlus Connect writes it: text nodes as `_value`, attributes as keys."""
    value: dict[str, Any] = {
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "base": feed.base + "/",
        "lang": LANGUAGE,
        "title": _node(feed.title, "text"),
        "subtitle": _node(feed.subtitle, "text"),
        "author": {"name": _node(feed.author), "uri": _node(feed.base + "/")},
        "updated": _node(stamp(feed.updated)),
        "category": [{"scheme": c.scheme, "term": c.term} for c in feed.categories],
        "id": _node(feed.id),
        "entry": [_json_entry(entry) for entry in feed.entries],
    }
    return json.dumps({"feed": value}, ensure_ascii=False)


def _json_entry(entry: Entry) -> dict[str, Any]:
    return {
        "lang": LANGUAGE,
        "title": _node(entry.title, "text"),
        "link": [_link_attributes(link) | {"type": link.type.removeprefix("text/")} for link in entry.links],
        "id": _node(entry.id),
        "updated": _node(stamp(entry.updated)),
        "summary": _node(entry.summary, "html"),
        "category": [{"scheme": c.scheme, "term": c.term} for c in entry.categories],
    }


def _node(text: str, kind: str = "") -> dict[str, str]:
    return {"_value": text, "type": kind} if kind else {"_value": text}
