"""What RFC 4287 asks of a feed, apart from being well-formed: cardinality, dates, links, ids."""

import xml.etree.ElementTree as ET
from datetime import datetime

A = "{http://www.w3.org/2005/Atom}"


def faults_of(body: bytes) -> list[str]:
    """Sentences about what is wrong; empty for a valid feed."""
    feed = ET.fromstring(body)  # noqa: S314 - our own answer
    entries = feed.findall(f"{A}entry")
    faults = _of(feed, "feed")
    for number, entry in enumerate(entries):
        faults += _of(entry, f"entry {number}")
        if not (entry.findall(f"{A}author") or feed.findall(f"{A}author")):
            faults.append(f"entry {number}: neither it nor the feed has an author")
        alternates = [
            link for link in entry.findall(f"{A}link") if link.get("rel", "alternate") == "alternate"
        ]
        if not alternates and entry.find(f"{A}content") is None:
            faults.append(f"entry {number}: no alternate link and no content")
        kinds = [(link.get("type"), link.get("hreflang")) for link in alternates]
        if len(set(kinds)) < len(kinds):
            faults.append(f"entry {number}: two alternate links of one type and language")
    ids = [entry.findtext(f"{A}id") for entry in entries]
    if len(set(ids)) < len(ids):
        faults.append("two entries have one id")
    if sum(link.get("rel") == "self" for link in feed.findall(f"{A}link")) != 1:
        faults.append("not one link to itself")
    return faults


def _of(element: ET.Element, name: str) -> list[str]:
    faults = [
        f"{name}: {len(element.findall(A + tag))} times {tag}"
        for tag in ("id", "title", "updated")
        if len(element.findall(A + tag)) != 1
    ]
    if not (element.findtext(f"{A}id") or "").startswith("tag:"):
        faults.append(f"{name}: its id is no tag URI")
    moment = datetime.fromisoformat(element.findtext(f"{A}updated") or "")
    if moment.utcoffset() is None:
        faults.append(f"{name}: its date has no offset")
    if not all(author.findtext(f"{A}name") for author in element.findall(f"{A}author")):
        faults.append(f"{name}: an author without a name")
    if not all((link.get("href") or "").startswith("http") for link in element.findall(f"{A}link")):
        faults.append(f"{name}: a link without an address")
    if not all(category.get("term") for category in element.findall(f"{A}category")):
        faults.append(f"{name}: a category without a term")
    return faults
