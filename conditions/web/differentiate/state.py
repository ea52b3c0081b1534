"""What an address of the differential means: findings, prior and editions, there and back again."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import get_args
from urllib.parse import urlencode

from django.http import QueryDict

from conditions.differential.model import Prior

PRIORS: tuple[str, ...] = get_args(Prior)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EDITION = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.([1-9][0-9]{0,5})")


class MalformedStateError(ValueError):
    """An address that can't be read; the message is a sentence."""


@dataclass(frozen=True)
class State:
    """Findings as entered, each once and in order of id; `editions` is empty for the current ones."""

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    prior: Prior = "base-rate"
    editions: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def from_params(cls, params: QueryDict) -> "State":
        """Read `present`, `absent` (repeated or with commas), `prior` and `editions`; other keys are ignored."""
        prior = params.get("prior") or "base-rate"
        if prior not in PRIORS:
            raise MalformedStateError(
                f"The prior “{_shown(prior)}” is not known: use “base-rate” or “equal”."
            )
        return cls(
            _ids(params.getlist("present")),
            _ids(params.getlist("absent")),
            prior,  # type: ignore[arg-type]
            editions_from(params.get("editions", "")),
        )

    def to_params(self) -> list[tuple[str, str]]:
        """The pairs of an address, in one order; what is as usual is left out."""
        pairs = [("present", name) for name in self.present] + [("absent", name) for name in self.absent]
        if self.prior != "base-rate":
            pairs.append(("prior", self.prior))
        if self.editions:
            pairs.append(("editions", editions_to(self.editions)))
        return pairs

    @property
    def query(self) -> str:
        """The address' query, without its question mark."""
        return urlencode(self.to_params(), safe="~")

    @property
    def is_empty(self) -> bool:
        """True if no finding was entered."""
        return not (self.present or self.absent)

    def without(self, finding: str) -> "State":
        """The same state with a finding unknown."""
        return replace(
            self,
            present=tuple(f for f in self.present if f != finding),
            absent=tuple(f for f in self.absent if f != finding),
        )

    def plus(self, finding: str) -> "State":
        """The same state with a finding present."""
        rest = self.without(finding)
        return replace(rest, present=tuple(sorted({*rest.present, finding})))

    def pinned(self, editions: Mapping[str, int]) -> "State":
        """The same state on named editions."""
        return replace(self, editions=dict(editions))


def _ids(values: Iterable[str]) -> tuple[str, ...]:
    names = {name for value in values for name in value.split(",") if name}
    for name in names:
        if not _ID.fullmatch(name):
            raise MalformedStateError(f"“{_shown(name)}” is no id of a finding.")
    return tuple(sorted(names))


def _shown(text: str) -> str:
    """What a sentence can quote: short, and printable on any terminal."""
    return "".join(c if c.isprintable() else "�" for c in text[:60])


def editions_from(text: str) -> dict[str, int]:
    """Editions written `slug.number~slug.number`."""
    editions: dict[str, int] = {}
    for part in text.split("~") if text else ():
        match = _EDITION.fullmatch(part)
        if match is None or match[1] in editions:
            raise MalformedStateError(
                f"The editions can’t be read at “{_shown(part)}”: write condition.number, joined by “~”."
            )
        editions[match[1]] = int(match[2])
    return editions


def editions_to(editions: Mapping[str, int]) -> str:
    """The editions as an address names them."""
    return "~".join(f"{slug}.{number}" for slug, number in sorted(editions.items()))
