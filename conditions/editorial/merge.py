"""Join two edits of one draft: what only one of them changed is taken, what both changed is shown.

Pure: documents in, document out. A document is compared in its smallest pieces that
make sense alone: a field, a statement, a finding's row, a treatment.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conditions.document import SECTION_KINDS, ConditionDocument, Section

FIELDS = (
    "name",
    "abbreviation",
    "synonyms",
    "search_terms",
    "category",
    "base_rate",
    "urgency",
    "regions",
    "summary",
    "typical_patient",
    "handout",
    "reviewed_on",
    "review_due",
)
LISTS = {
    "codes": lambda code: f"{code.system} {code.code}",
    "findings": lambda association: association.finding,
    "differentials": lambda differential: differential.condition,
    "management": lambda intervention: intervention.name,
    "claims": lambda claim: claim.claim,
}
Key = tuple[str, str]


@dataclass(frozen=True)
class Both:
    """A piece that both changed, each in another way; None where it was taken out."""

    key: Key
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merge:
    """Two edits side by side."""

    base: ConditionDocument | None
    mine: ConditionDocument
    theirs: ConditionDocument
    taken: tuple[Key, ...]
    conflicts: tuple[Both, ...]

    def result(self, prefer: Mapping[Key, str]) -> ConditionDocument:
        """The joined document; `prefer` says "theirs" for a conflict, mine is kept otherwise.

        Raises pydantic's ValidationError when the two together break a rule of the schema.
        """
        theirs_wins = {*self.taken, *(key for key, side in prefer.items() if side == "theirs")}
        return _joined(self, theirs_wins)


def merge(base: ConditionDocument | None, mine: ConditionDocument, theirs: ConditionDocument) -> Merge:
    """Compare two edits of the same base; where the base was not kept, every difference is a conflict."""
    was, here, there = (dict(pieces(d)) if d else {} for d in (base, mine, theirs))
    taken, conflicts = [], []
    for key in dict.fromkeys([*was, *here, *there]):
        before, ours, other = was.get(key), here.get(key), there.get(key)
        if ours == other or other == before:
            continue
        if ours == before:
            taken.append(key)
        else:
            conflicts.append(Both(key, before, ours, other))
    return Merge(base, mine, theirs, tuple(taken), tuple(conflicts))


def pieces(document: ConditionDocument) -> Iterator[tuple[Key, Any]]:
    """Every piece with its key; statements are keyed by id and hold their section.

    Treatments and claims may share a name: the second of a name is numbered.
    """
    for name in FIELDS:
        value = getattr(document, name)
        if value is not None:
            yield (name, ""), value
    for kind, statement in document.statements():
        yield ("statement", str(statement.id)), (kind, statement)
    for name, identify in LISTS.items():
        seen: Counter[str] = Counter()
        for part in getattr(document, name):
            identity = identify(part)
            seen[identity] += 1
            yield (name, identity if seen[identity] == 1 else f"{identity} ({seen[identity]})"), part


def _joined(merge: Merge, theirs_wins: set[Key]) -> ConditionDocument:
    here, there = dict(pieces(merge.mine)), dict(pieces(merge.theirs))
    values = {key: there.get(key) if key in theirs_wins else here.get(key) for key in [*here, *there]}
    order = _order(merge)
    joined: dict[str, Any] = {name: values.get((name, "")) for name in FIELDS}
    joined["slug"] = merge.mine.slug
    for name in LISTS:
        joined[name] = tuple(values[key] for key in order if key[0] == name and values[key] is not None)
    statements: list[tuple[str, Any]] = [
        value for key in order if key[0] == "statement" and (value := values[key]) is not None
    ]
    joined["sections"] = tuple(
        Section(kind=kind, statements=tuple(s for k, s in statements if k == kind))
        for kind in SECTION_KINDS
        if any(k == kind for k, _ in statements)
    )
    plain = {name: value for name, value in joined.items() if value is not None}
    return ConditionDocument.model_validate(plain)


def _order(merge: Merge) -> list[Key]:
    """My order, unless only they changed theirs; what one side alone has follows its neighbour there."""
    mine, theirs, base = (
        [key for key, _ in pieces(d) if key[0] not in FIELDS] if d else []
        for d in (merge.mine, merge.theirs, merge.base)
    )
    common = set(mine) & set(theirs) & set(base)
    i_moved = [k for k in mine if k in common] != [k for k in base if k in common]
    first, second = (mine, theirs) if i_moved else (theirs, mine)
    order = list(first)
    for index, key in enumerate(second):
        if key in order:
            continue
        before = next((k for k in reversed(second[:index]) if k in order), None)
        order.insert(order.index(before) + 1 if before else 0, key)
    return order
