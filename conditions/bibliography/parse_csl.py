"""Read CSL-JSON, and CSL-like records such as Crossref's."""

import json
from collections.abc import Mapping
from typing import Any

from conditions.bibliography.csl import TEXTS
from conditions.bibliography.dates import issued_from
from conditions.bibliography.designs import design_among, suggested_design
from conditions.bibliography.draft import Parsed, Raw, collect

TYPES = {
    **dict.fromkeys(("article-magazine", "article-newspaper", "review", "review-book"), "article-journal"),
    **dict.fromkeys(("entry", "entry-dictionary", "entry-encyclopedia"), "chapter"),
    **dict.fromkeys(("post", "post-weblog"), "webpage"),
    **{
        name: name
        for name in (
            "article",
            "article-journal",
            "book",
            "chapter",
            "dataset",
            "paper-conference",
            "report",
            "standard",
            "thesis",
            "webpage",
        )
    },
}
NOTHING = "The file holds no CSL-JSON item."


def parse_csl(text: str) -> Parsed:
    """The references of a CSL-JSON file: an array of items, one item, or an object with `items`."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        return Parsed(
            faults=(f"Line {error.lineno}: the file is not well-formed JSON ({error.msg}). Is it whole?",)
        )
    except RecursionError:
        return Parsed(faults=("The file is nested too deeply to be CSL-JSON.",))
    items = data.get("items", [data]) if isinstance(data, dict) else data
    if not isinstance(items, list):
        return Parsed(faults=("The file must hold an array of CSL-JSON items.",))
    faults = [f"Item {n} is no object with keys." for n, i in enumerate(items, 1) if not isinstance(i, dict)]
    raws = [raw_item(i, f"Item {n}") for n, i in enumerate(items, 1) if isinstance(i, dict)]
    return collect(raws, faults, nothing=NOTHING)


def raw_item(item: Mapping[str, Any], place: str) -> Raw:
    """One CSL item, not yet tidy."""
    raw = Raw(place, key=str(item.get("id", "")))
    kind = str(item.get("type", ""))
    raw.type = TYPES.get(kind, "article")
    if kind not in TYPES:
        raw.warnings.append(f"The type “{kind[:40]}” is not known here; it was read as an article.")
    raw.texts = {name: _text(item.get(name)) for name in TEXTS}
    raw.texts["issued"] = date_text(item.get("issued"))
    raw.texts["accessed"] = date_text(item.get("accessed"))
    raw.author, raw.editor = names(item.get("author")), names(item.get("editor"))
    custom = item.get("custom")
    # `design` itself is the content format's own key.
    given = [str(place.get("design", "")) for place in (custom, item) if isinstance(place, Mapping)]
    raw.design = design_among(given) or suggested_design(raw.type, raw.texts["title"])
    return raw


def _text(value: Any) -> str:
    """A text, a number, or the first of a list of them (Crossref gives titles in lists)."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return "" if value is None or isinstance(value, dict | bool) else str(value)


def date_text(value: Any) -> str:
    """A CSL date (`{"date-parts": [[2017, 3]]}`), or one that is written plainly, as text."""
    if not isinstance(value, Mapping):
        return _text(value)
    parts = value.get("date-parts")
    try:
        issued = issued_from([int(part) for part in parts[0] if part is not None])  # type: ignore[index]
    except (TypeError, ValueError, IndexError):
        issued = None
    if issued is not None:
        return str(issued)
    return next((_text(value[key]) for key in ("raw", "literal", "edtf") if value.get(key)), "")


def names(value: Any) -> list[dict[str, Any]]:
    """CSL names; particles join the family name, suffixes the given one."""
    out = []
    for name in value if isinstance(value, list) else []:
        if not isinstance(name, Mapping):
            continue
        particles = [_text(name.get(key)) for key in ("dropping-particle", "non-dropping-particle", "family")]
        given = [_text(name.get(key)) for key in ("given", "suffix")]
        out.append(
            {
                "family": " ".join(part for part in particles if part) if name.get("family") else "",
                "given": " ".join(part for part in given if part),
                "literal": _text(name.get("literal") or name.get("name")),
            }
        )
    return out
