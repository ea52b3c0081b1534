"""What changed between two documents of a condition, word by word: a pure function, free of tables.

Statements are paired by id; other parts by what names them (a finding, a treatment, a
claim, a condition). Output shown by tests/editorial/test_changes.py.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from conditions.document import (
    Association,
    Claim,
    ConditionDocument,
    Finding,
    Intervention,
    Part,
    Statement,
    as_plain,
    cited_id,
)

Kind = Literal["added", "removed", "changed"]
Sense = Literal["", "raised", "lowered"]
CERTAINTIES = ("consensus", "very-low", "low", "moderate", "high")
PROSE = frozenset(
    {"text", "summary", "typical_patient", "note", "definition", "procedure", "action", "claim"}
)


@dataclass(frozen=True)
class Words:
    """A stretch of words that stayed, went or came."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True)
class Difference:
    """One field of a part: prose word by word in `words`, anything else as `before` and `after`."""

    field: str
    before: str
    after: str
    words: tuple[Words, ...] = ()
    sense: Sense = ""


@dataclass(frozen=True)
class Change:
    """One part that was added, removed or changed. `anchor` is its place on the page, where it has one."""

    area: str
    kind: Kind
    title: str
    anchor: str = ""
    differences: tuple[Difference, ...] = ()


def changes(before: ConditionDocument, after: ConditionDocument) -> list[Change]:
    """All changes from one document to another, in reading order; empty for equal documents."""
    return [
        *_particulars(before, after),
        *_paired("statement", _statements(before), _statements(after)),
        *_paired("finding", _associations(before), _associations(after)),
        *_paired("treatment", _by(before.management, "name"), _by(after.management, "name")),
        *_paired(
            "differential", _by(before.differentials, "condition"), _by(after.differentials, "condition")
        ),
        *_paired("claim", _by(before.claims, "claim"), _by(after.claims, "claim")),
        *_handout(before, after),
        *_paired("definition of a finding", _by(before.vocabulary, "id"), _by(after.vocabulary, "id")),
        *_paired("reference", _by(before.bibliography, "id"), _by(after.bibliography, "id")),
    ]


def words(before: str, after: str) -> tuple[Words, ...]:
    """The two texts as one run of words: same, removed, added."""
    old, new = (re.findall(r"\S+\s*", text) for text in (before, after))
    matcher = difflib.SequenceMatcher(
        None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False
    )
    found: list[Words] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append(Words("same", "".join(new[k:m])))
            continue
        if i < j:
            found.append(Words("removed", "".join(old[i:j])))
        if k < m:
            found.append(Words("added", "".join(new[k:m])))
    return tuple(found)


Keyed = Mapping[str, tuple[str, str, Part]]


def _statements(document: ConditionDocument) -> Keyed:
    return {s.id or s.text: (kind.capitalize(), f"statement-{s.id}", s) for kind, s in document.statements()}


def _associations(document: ConditionDocument) -> Keyed:
    names = {finding.id: finding.name for finding in document.vocabulary}
    return {
        a.finding: (names.get(a.finding, a.finding), f"finding-{a.finding}", a) for a in document.findings
    }


def _by(parts: Sequence[Part], name: str) -> Keyed:
    found: dict[str, tuple[str, str, Part]] = {}
    for part in parts:
        key = str(getattr(part, name))
        found[key if key not in found else f"{key} ({len(found)})"] = (key, "", part)
    return found


def _paired(area: str, before: Keyed, after: Keyed) -> Iterator[Change]:
    for key, (title, anchor, part) in after.items():
        if key not in before:
            yield Change(area, "added", title, anchor, _whole(part, added=True))
        elif differences := _differences(before[key][2], part):
            yield Change(area, "changed", title, anchor, differences)
    for key, (title, _, part) in before.items():
        if key not in after:
            yield Change(area, "removed", title, "", _whole(part, added=False))


def _whole(part: Part, *, added: bool) -> tuple[Difference, ...]:
    text = _sentence(part)
    if not text:
        return ()
    run = (Words("added" if added else "removed", text),)
    return (Difference("text", "" if added else text, text if added else "", run),)


def _sentence(part: Part) -> str:
    if isinstance(part, Statement | Intervention | Claim):
        return part.text
    if isinstance(part, Association):
        return part.frequency.replace("-", " ") + (f". {part.note}" if part.note else "")
    if isinstance(part, Finding):
        return part.definition or ""
    return str(getattr(part, "text", "") or getattr(part, "title", ""))


def _differences(before: Part, after: Part) -> tuple[Difference, ...]:
    old, new = as_plain(before), as_plain(after)
    return tuple(
        _difference(name, old.get(name), new.get(name))
        for name in _in_order((*type(after).model_fields, *old, *new))
        if old.get(name) != new.get(name)
    )


def _in_order(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _difference(name: str, old: Any, new: Any) -> Difference:
    before, after = _text(name, old), _text(name, new)
    run = words(before, after) if name in PROSE or isinstance(old, list | dict) else ()
    return Difference(name.replace("_", " ").replace("-", " "), before, after, run, _sense(name, old, new))


def _sense(name: str, old: Any, new: Any) -> Sense:
    if name != "certainty" or old not in CERTAINTIES or new not in CERTAINTIES:
        return ""
    return "raised" if CERTAINTIES.index(new) > CERTAINTIES.index(old) else "lowered"


def _text(name: str, value: Any) -> str:
    if value is None:
        return "none"
    if name == "citations":
        # A sign of its own between ids: a comma would stick to the one before and mark that as changed.
        return " · ".join(
            cited_id(c) if isinstance(c, str) else f"{c['ref']} ({c['locator']})" for c in value
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{key.replace('_', ' ')} {_text(key, item)}" for key, item in value.items())
    if name.endswith("_interval") and isinstance(value, list):
        return " to ".join(map(str, value))
    if isinstance(value, list):
        return " | ".join(_text("", item) for item in value)
    return str(value)


PARTICULARS = [
    "name",
    "abbreviation",
    "synonyms",
    "search_terms",
    "category",
    "base_rate",
    "urgency",
    "regions",
    "codes",
    "summary",
    "typical_patient",
    "reviewed_on",
    "review_due",
]


def _particulars(before: ConditionDocument, after: ConditionDocument) -> Iterator[Change]:
    old, new = as_plain(before), as_plain(after)
    differences = tuple(
        _difference(name, old.get(name), new.get(name))
        for name in PARTICULARS
        if old.get(name) != new.get(name)
    )
    if differences:
        yield Change("particulars", "changed", after.name, "", differences)


def _handout(before: ConditionDocument, after: ConditionDocument) -> Iterator[Change]:
    if before.handout == after.handout:
        return
    if before.handout is None or after.handout is None:
        kind: Kind = "added" if before.handout is None else "removed"
        yield Change("handout", kind, "For the patient")
        return
    yield Change("handout", "changed", "For the patient", "", _differences(before.handout, after.handout))
