"""Read BibTeX and the common part of BibLaTeX."""

import re

from conditions.bibliography.authors import Name, inverted, natural
from conditions.bibliography.bibtex_scan import Entry, Scanner
from conditions.bibliography.designs import design_among, suggested_design
from conditions.bibliography.draft import Parsed, Raw, collect, doi_in
from conditions.bibliography.latex import from_latex

TYPES = {
    "article": "article-journal",
    **dict.fromkeys(("book", "mvbook", "collection", "proceedings", "manual", "booklet"), "book"),
    **dict.fromkeys(("incollection", "inbook", "inreference"), "chapter"),
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    **dict.fromkeys(("techreport", "report"), "report"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "thesis"),
    **dict.fromkeys(("online", "electronic", "www"), "webpage"),
    **dict.fromkeys(("unpublished",), "article"),
    "dataset": "dataset",
    "standard": "standard",
}
FIELDS = {
    "title": ("title",),
    "container-title": ("journal", "journaltitle", "booktitle", "howpublished"),
    "volume": ("volume",),
    "page": ("pages", "eid", "article-number"),
    "edition": ("edition",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("address", "location"),
    "genre": ("type",),
    "DOI": ("doi",),
    "PMID": ("pmid",),
    "PMCID": ("pmcid", "pmc"),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "URL": ("url",),
    "accessed": ("urldate",),
    "language": ("language", "langid"),
    "note": ("note", "annote"),
}
VERBATIM = ("doi", "url")
NOTHING = "No BibTeX entry was found: an entry starts with a line “@article{key,”."


def parse_bibtex(text: str) -> Parsed:
    """The references of a BibTeX file."""
    scanner = Scanner(text)
    raws = [_raw(entry) for entry in scanner.entries()]
    return collect(raws, scanner.faults, nothing=NOTHING)


def _raw(entry: Entry) -> Raw:
    raw = Raw(f"Entry {entry.key} (line {entry.line})", key=entry.key)
    raw.type = _type(entry)
    if entry.type not in TYPES and entry.type != "misc":
        raw.warnings.append(f"The type @{entry.type[:40]} is not known here; it was read as an article.")
    raw.texts = {name: _first(entry, *names) for name, names in FIELDS.items()}
    raw.texts["issued"] = _first(entry, "date") or " ".join([_first(entry, "year"), _first(entry, "month")])
    raw.texts["number" if raw.type in ("report", "standard") else "issue"] = _first(entry, "number", "issue")
    if entry.fields.get("eprinttype", entry.fields.get("archiveprefix", "")).lower() == "pubmed":
        raw.texts["PMID"] = _first(entry, "eprint")
    if not raw.texts["DOI"]:
        raw.texts["DOI"] = doi_in(raw.texts["URL"]) or ""
    if raw.texts["title"] and _first(entry, "subtitle"):
        raw.texts["title"] += f": {_first(entry, 'subtitle')}"
    raw.author = [_person(name) for name in people(entry.fields.get("author", ""))]
    raw.editor = [_person(name) for name in people(entry.fields.get("editor", ""))]
    keywords = re.split(r"[,;]", _first(entry, "keywords"))
    raw.design = design_among(keywords) or suggested_design(raw.type, raw.texts["title"])
    return raw


def _type(entry: Entry) -> str:
    """@misc with an address and no DOI is a web page; so this product and Zotero write them."""
    if entry.type != "misc":
        return TYPES.get(entry.type, "article")
    return "webpage" if entry.fields.get("url") and not entry.fields.get("doi") else "article"


def _first(entry: Entry, *names: str) -> str:
    for name in names:
        value = entry.fields.get(name, "").strip()
        if value:
            return value if name in VERBATIM else from_latex(value)
    return ""


def people(text: str) -> list[str]:
    """The names between the word "and" outside braces; "others" is no name."""
    names = outside_braces(" ".join(text.split()), " and ")
    return [name for name in names if name and name.lower() != "others"]


def outside_braces(text: str, separator: str) -> list[str]:
    """The pieces between separators that no brace encloses."""
    pieces, depth, start = [], 0, 0
    for match in re.finditer(rf"\\.|[{{}}]|{separator}", text, re.IGNORECASE):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth == 0 and match[0].lower() == separator:
            pieces.append(text[start : match.start()].strip())
            start = match.end()
    return [*pieces, text[start:].strip()]


def _person(text: str) -> Name:
    if text.startswith("{") and text.endswith("}") and "}" not in text[1:-1].replace(r"\}", ""):
        return {"literal": from_latex(text)}
    parts = [from_latex(part) for part in outside_braces(text, ",")]
    if len(parts) == 1:
        return natural(parts[0])
    family, *middle, given = parts
    return inverted(", ".join([family, " ".join([given, *middle])]))
