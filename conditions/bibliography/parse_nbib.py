"""Read PubMed's nbib files (MEDLINE format), which its look-up service answers with as well."""

import re
from collections.abc import Iterator

from conditions.bibliography.authors import inverted
from conditions.bibliography.designs import suggested_design
from conditions.bibliography.draft import LONGEST, Parsed, Raw, collect

_LINE = re.compile(r"^([A-Z]{2,4})\s*-(?: (.*))?$")
NOTHING = "No PubMed record was found: a record starts with a line “PMID- 12345678”."
FIELDS = {
    "title": ("TI", "BTI", "VTI"),
    "container-title": ("JT", "TA"),
    "issued": ("DP", "DEP"),
    "volume": ("VI",),
    "issue": ("IP",),
    "page": ("PG",),
    "edition": ("EN",),
    "publisher": ("PB",),
    "publisher-place": (),
    "language": ("LA",),
    "PMID": ("PMID",),
    "PMCID": ("PMC",),
}
# MEDLINE names languages by three letters; the content format by two.
LANGUAGES = {
    "eng": "en",
    "ger": "de",
    "fre": "fr",
    "spa": "es",
    "ita": "it",
    "por": "pt",
    "dut": "nl",
    "jpn": "ja",
}

Record = list[tuple[str, str]]


def parse_nbib(text: str) -> Parsed:
    """The references of an nbib file."""
    return collect((_raw(*r) for r in _records(text)), nothing=NOTHING)


def _records(text: str) -> Iterator[tuple[int, int, Record]]:
    """Number, line and fields of each record; a record starts at its PMID."""
    number, start = 0, 0
    fields: Record = []
    for index, line in enumerate(text.splitlines(), start=1):
        match = _LINE.match(line.rstrip())
        if match and match[1] == "PMID":
            if fields:
                yield number, start, fields
            number, start, fields = number + 1, index, []
        if match:
            fields.append((match[1], (match[2] or "").strip()))
        elif line.strip() and fields:
            tag, value = fields[-1]
            if len(value) < LONGEST:
                fields[-1] = (tag, f"{value} {line.strip()}")
    if fields and number:
        yield number, start, fields


def _raw(number: int, line: int, record: Record) -> Raw:
    raw = Raw(f"Record {number} (line {line})")

    def first(*tags: str) -> str:
        return next((value for tag in tags for name, value in record if name == tag and value), "")

    raw.texts = {name: first(*tags) for name, tags in FIELDS.items()}
    raw.key = raw.texts["PMID"]
    in_book = bool(first("BTI"))
    raw.type = ("chapter" if first("TI") else "book") if in_book else "article-journal"
    if raw.type == "chapter":
        raw.texts["container-title"] = first("BTI")
    raw.texts["language"] = LANGUAGES.get(raw.texts["language"], raw.texts["language"])
    raw.texts["DOI"] = _doi(record)
    raw.texts["ISBN" if in_book else "ISSN"] = first("ISBN" if in_book else "IS").split(" (")[0]
    raw.author = _authors(record, "FAU", "AU", "CN")
    raw.editor = _authors(record, "FED", "ED")
    types = [value for name, value in record if name == "PT"]
    raw.design = suggested_design(raw.type, raw.texts["title"], types)
    if not raw.texts["volume"] and first("PST") == "aheadofprint":
        raw.texts["genre"] = "ahead of print"
    _standing(raw, record, types)
    return raw


def _doi(record: Record) -> str:
    for tag, value in record:
        if tag in ("LID", "AID") and value.endswith("[doi]"):
            return value.removesuffix("[doi]").strip()
    return ""


def _authors(record: Record, full: str, short: str, group: str = "") -> list[dict[str, str]]:
    """Full names where the record has them, else short ones; groups in their place."""
    wanted = full if any(tag == full for tag, _ in record) else short
    out = []
    for tag, value in record:
        if tag == wanted:
            out.append(inverted(value))
        elif group and tag == group:
            out.append({"literal": value})
    return out


def _standing(raw: Raw, record: Record, types: list[str]) -> None:
    """Retractions and errata that PubMed has noted."""
    notices = {tag: value for tag, value in record if tag in ("RIN", "EIN", "ECI", "RPI")}
    if "RIN" in notices or "Retracted Publication" in types:
        raw.standing, raw.standing_note = "retracted", notices.get("RIN", "Marked as retracted in PubMed.")
    elif "EIN" in notices:
        raw.standing, raw.standing_note = "corrected", notices["EIN"]
