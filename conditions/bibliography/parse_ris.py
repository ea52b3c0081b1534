"""Read RIS as Zotero, EndNote, Mendeley, publishers and PubMed write it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from conditions.bibliography.authors import inverted, inverted_without_comma
from conditions.bibliography.designs import design_among, suggested_design
from conditions.bibliography.draft import LONGEST, Parsed, Raw, collect, doi_in

_LINE = re.compile(r"^([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*))?$")
TYPES = {
    **dict.fromkeys(("JOUR", "JFULL", "EJOUR", "ABST", "INPR", "MGZN", "NEWS"), "article-journal"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "WHOLE"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP", "ENCYC", "DICT"), "chapter"),
    **dict.fromkeys(("RPRT", "GOVDOC"), "report"),
    **dict.fromkeys(("ELEC", "WEB", "BLOG", "ICOMM", "MULTI"), "webpage"),
    **dict.fromkeys(("CONF", "CPAPER"), "paper-conference"),
    **dict.fromkeys(("DATA", "DBASE", "AGGR"), "dataset"),
    "THES": "thesis",
    "STAND": "standard",
    "UNPB": "article",
    "MANSCPT": "article",
    "GEN": "article",
}
# The first tag of each line that is given wins.
FIELDS = {
    "title": ("TI", "T1", "CT"),
    "container-title": ("T2", "JF", "JO", "BT", "JA", "J2"),
    "issued": ("DA", "PY", "Y1"),
    "volume": ("VL",),
    "issue": ("IS", "CP"),
    "edition": ("ET",),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "URL": ("UR", "L2", "LK"),
    "accessed": ("Y2",),
    "language": ("LA",),
    "genre": ("M3",),
    "PMCID": ("C2",),
    "note": ("N1",),
}
NOTHING = "No RIS record was found: a record starts with a line “TY  - JOUR” and ends with “ER  - ”."


@dataclass
class _Record:
    number: int
    line: int
    fields: dict[str, list[str]] = field(default_factory=dict)
    ended: bool = False

    def first(self, *tags: str) -> str:
        return next((value for tag in tags for value in self.fields.get(tag, ()) if value), "")

    def all(self, *tags: str) -> list[str]:
        return [value for tag in tags for value in self.fields.get(tag, ()) if value]


def parse_ris(text: str) -> Parsed:
    """The references of a RIS file."""
    faults: list[str] = []
    records = list(_records(text, faults))
    return collect(map(_raw, records), faults, nothing=NOTHING)


def _records(text: str, faults: list[str]) -> Iterator[_Record]:
    record: _Record | None = None
    number, last = 0, ""
    for index, line in enumerate(text.splitlines(), start=1):
        match = _LINE.match(line.rstrip())
        if match and match[1] == "TY":
            if record:
                yield record
            number += 1
            record, last = _Record(number, index), "TY"
            record.fields["TY"] = [(match[2] or "").strip()]
        elif record is None:
            if line.strip() and not re.match(r"^[\W\d]*$", line) and number == 0 and not faults:
                faults.append(
                    f"Line {index}: text before the first record (“{line.strip()[:40]}”) was passed over."
                )
        elif match and match[1] == "ER":
            record.ended = True
            yield record
            record = None
        elif match:
            last = match[1]
            record.fields.setdefault(last, []).append((match[2] or "").strip())
        elif line.strip() and len(record.fields[last][-1]) < LONGEST:
            record.fields[last][-1] += f" {line.strip()}"
    if record:
        yield record


def _raw(record: _Record) -> Raw:
    raw = Raw(f"Record {record.number} (line {record.line})", key=record.first("ID"))
    kind = record.first("TY")
    raw.type = TYPES.get(kind, "article")
    if kind not in TYPES:
        raw.warnings.append(
            f"The type {kind or 'of the record'} is not known here; it was read as an article."
        )
    if not record.ended:
        raw.warnings.append("The record has no end (ER): the file may be cut short.")
    raw.texts = {name: record.first(*tags) for name, tags in FIELDS.items()}
    if raw.type == "book" and not raw.texts["title"]:
        raw.texts["title"] = record.first("BT", "T2")
        raw.texts["container-title"] = ""
    raw.texts["page"] = _pages(record)
    _identifiers(record, raw)
    _people(record, raw)
    words = record.all("KW")
    raw.design = design_among(words) or suggested_design(raw.type, raw.texts["title"], record.all("M3"))
    return raw


def _pages(record: _Record) -> str:
    first, last = record.first("SP"), record.first("EP")
    if first and last and last != first and "-" not in first:
        return f"{first}-{last}"
    return first or last or record.first("C7")


def _identifiers(record: _Record, raw: Raw) -> None:
    in_text = next((doi for text in record.all("M3", "UR", "L3") if (doi := doi_in(text))), None)
    raw.texts["DOI"] = record.first("DO") or in_text or ""
    if doi_in(raw.texts["genre"]):
        raw.texts["genre"] = ""
    accession = record.first("AN")
    raw.texts["PMID"] = accession if accession.isdigit() else ""
    serial = record.first("SN")
    if raw.type in ("report", "standard"):
        raw.texts["number"] = serial or record.first("M1")
    else:
        raw.texts["number"] = "" if raw.type == "article-journal" else record.first("M1")
        raw.texts["ISBN" if raw.type in ("book", "chapter") else "ISSN"] = serial


def _people(record: _Record, raw: Raw) -> None:
    authors, editors = record.all("AU", "A1"), record.all("A2", "ED")
    raw.author = [inverted(name) for name in authors]
    raw.editor = [inverted(name) for name in editors]
    for name in (*authors, *editors):
        if inverted_without_comma(name):
            raw.warnings.append(
                f"“{name}” has no comma and was read as a group: write “Family, Given” for a person."
            )
