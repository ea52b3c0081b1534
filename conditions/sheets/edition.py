"""What a sheet says of its source, and the forms that it comes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal["clinician", "handout"]
Paper = Literal["a4", "letter"]

KINDS: tuple[str, ...] = get_args(Kind)
PAPERS: tuple[str, ...] = get_args(Paper)


@dataclass(frozen=True)
class SheetEdition:
    """The edition that a sheet is made from.

    `address` is the permanent address of exactly this edition, with scheme and host.
    `names` gives the names of other conditions by slug, for the differentials.
    `number` None marks a draft: the sheet says on every page that it is one.
    """

    number: int | None
    sha256: str
    address: str
    site: str = "Glutes"
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """“Edition 3”, or what a draft is called."""
        return "Draft, not published" if self.number is None else f"Edition {self.number}"
