"""What became of an edition's sources since it was published: read live beside the edition.

It is kept in `ConditionEntry.health`, written by `editorial.health` whenever evidence
is logged or closed, a reference changes its standing, or an edition is published, so
a page needs no further query:

    {"pending":  [{"reference", "label", "link", "note", "since", "statements": [ids]}],
     "standing": {"<reference id>": {"standing": "retracted" or "corrected", "note"}}}
"""

from dataclasses import dataclass
from datetime import date

from conditions.catalogue.entry import ConditionEntry


@dataclass(frozen=True)
class Pending:
    """Newer evidence that is known and not yet worked in."""

    reference: str
    label: str
    link: str
    note: str
    since: date
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """A cited reference that was retracted or corrected."""

    standing: str
    note: str


@dataclass(frozen=True)
class Health:
    """The state of a condition's sources today."""

    pending: tuple[Pending, ...]
    standing: dict[str, Standing]

    def pending_for(self, statement_id: str) -> tuple[Pending, ...]:
        """What waits for one statement."""
        return tuple(one for one in self.pending if statement_id in one.statements)


def health_of(entry: ConditionEntry) -> Health:
    """The health in a catalogue row."""
    return Health(
        tuple(
            Pending(
                one["reference"],
                one["label"],
                one["link"],
                one["note"],
                date.fromisoformat(one["since"]),
                tuple(one["statements"]),
            )
            for one in entry.health.get("pending", ())
        ),
        {identity: Standing(**one) for identity, one in entry.health.get("standing", {}).items()},
    )
