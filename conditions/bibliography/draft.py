"""A reference as a file or a service gave it, before a curator accepts it.

Its values stand under the names of the content format and are valid for it, but id and
study design are still to be settled. What was left out, and why, stands in the warnings.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import ValidationError

from conditions.bibliography.dates import issued_from_text
from conditions.bibliography.pages import normal_range
from conditions.document import Design, Reference

Standing = Literal["good", "corrected", "retracted"]
Values = dict[str, Any]

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"]+")
_MARKUP = re.compile(r"(?i)</?(?:i|b|em|strong|sub|sup|scp?|span|jats:[a-z-]+|mml:[a-z]+)(?:\s[^<>]*)?/?>")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# No field of the content format is longer; what goes on beyond it is not collected.
LONGEST = 20_000
LONGEST_DOI = 300
PLACEHOLDER = {"id": "draft", "design": "cohort"}


@dataclass(frozen=True)
class Draft:
    """One reference that was read; `place` says where in the file, `key` is its id there."""

    values: Values
    place: str
    key: str = ""
    design: Design | None = None
    standing: Standing = "good"
    standing_note: str = ""
    warnings: tuple[str, ...] = ()

    def reference(self, *, identity: str, design: Design | None = None) -> Reference:
        """The reference under an id, with the design given or the one that was read.

        Raises pydantic.ValidationError when the id is no slug or no design is known.
        """
        chosen = {"id": identity, "design": design or self.design}
        return Reference.model_validate(self.values | chosen)

    @property
    def title(self) -> str:
        """The title, for messages."""
        return str(self.values["title"])

    @property
    def year(self) -> int | None:
        """Year of publication where known."""
        issued = self.values.get("issued")
        return None if issued is None else int(str(issued)[:4])


@dataclass(frozen=True)
class Parsed:
    """What a file held: the references that could be read and a sentence for each thing that couldn't."""

    drafts: tuple[Draft, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass
class Raw:
    """What a parser collects of one record, not yet tidy; texts under the names of the content format."""

    place: str
    type: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    author: list[Values] = field(default_factory=list)
    editor: list[Values] = field(default_factory=list)
    key: str = ""
    design: Design | None = None
    standing: Standing = "good"
    standing_note: str = ""
    warnings: list[str] = field(default_factory=list)


def collect(raws: Iterable[Raw], faults: Iterable[str] = (), *, nothing: str) -> Parsed:
    """Tidy every record; one without a title is a fault. `nothing` is said when the file held no record."""
    drafts, problems = [], list(faults)
    for raw in raws:
        outcome = tidy(raw)
        if isinstance(outcome, Draft):
            drafts.append(outcome)
        else:
            problems.append(outcome)
    if not drafts and not problems:
        problems.append(nothing)
    return Parsed(tuple(drafts), tuple(problems))


def tidy(raw: Raw) -> Draft | str:
    """The record as a draft, or the sentence that says why it is none."""
    warnings = list(raw.warnings)
    texts = {name: clean(text) for name, text in raw.texts.items()}
    if not texts.get("title"):
        return f"{raw.place}: has no title, so it was left out."
    values: Values = {"type": raw.type}
    for name, text in texts.items():
        if text:
            _take(values, name, text, warnings)
    for role, persons in (("author", raw.author), ("editor", raw.editor)):
        named = [name for name in map(clean_name, persons) if name]
        if named:
            values[role] = named
    fault = _drop_invalid(values, warnings)
    if fault:
        return f"{raw.place}: {fault}"
    return Draft(values, raw.place, raw.key, raw.design, raw.standing, raw.standing_note, tuple(warnings))


def clean(text: str) -> str:
    """Plain text on one line: no markup, entities, control characters; accents composed."""
    plain = _MARKUP.sub("", html.unescape(text))
    return " ".join(unicodedata.normalize("NFC", _UNPRINTABLE.sub(" ", plain)).split())


def clean_name(person: Mapping[str, Any]) -> Values | None:
    """A person or group with tidy parts; None when nothing is left."""
    parts = {key: clean(str(person[key])) for key in ("family", "given", "literal") if person.get(key)}
    parts = {key: text for key, text in parts.items() if text}
    if "family" in parts:
        parts.pop("literal", None)
        return parts
    lone = parts.get("literal") or parts.get("given")
    return {"literal": lone} if lone else None


def doi_in(text: str) -> str | None:
    """The DOI in a text that may be an address or end with a stop."""
    found = _DOI.search(text.replace("%2F", "/").replace("%2f", "/"))
    if not found or len(found[0]) > LONGEST_DOI:
        return None
    doi = found[0].rstrip(".,;:'")
    # A closing bracket belongs to the sentence when nothing opened it.
    while doi.endswith((")", "]")) and doi.count(")") > doi.count("("):
        doi = doi[:-1]
    return doi


def _take(values: Values, name: str, text: str, warnings: list[str]) -> None:
    value: Any = text
    if name == "DOI":
        value = doi_in(text)
    elif name == "PMID":
        value = text if text.isascii() and text.isdigit() else None
    elif name == "PMCID":
        digits = re.search(r"\d+", text)
        value = f"PMC{digits[0]}" if digits else None
    elif name == "issued":
        value = issued_from_text(text)
    elif name == "accessed":
        seen = str(issued_from_text(text) or "")
        value = seen if len(seen) == 10 else None
    elif name == "page":
        value = normal_range(text)
    elif name == "title":
        value = text if text.endswith(("..", "….")) else text.removesuffix(".")
    if value is None:
        warnings.append(f"The {LABELS.get(name, name)} “{text[:60]}” could not be read and was left out.")
    else:
        values[name] = value


LABELS = {"issued": "date", "accessed": "date of access", "container-title": "journal or book"}


def _drop_invalid(values: Values, warnings: list[str]) -> str | None:
    """Leave out what the content format refuses; a sentence when type or title are what it refuses."""
    try:
        Reference.model_validate(values | PLACEHOLDER)
    except ValidationError as invalid:
        for error in invalid.errors():
            name = str(error["loc"][0])
            if name in ("title", "type"):
                return f"the {name} can't be used: {error['msg']}."
            if values.pop(name, None) is not None:
                warnings.append(
                    f"The {LABELS.get(name, name)} can't be used and was left out: {error['msg']}."
                )
    return None
