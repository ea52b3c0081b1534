"""What a sheet says of its source, and the forms that it comes in."""

from dataclasses import dataclass
from typing import Literal, get_args

from conditions.document import ConditionDocument
from conditions.sheets.words import day

Kind = Literal["clinician", "handout"]
Paper = Literal["a4", "letter"]

KINDS: tuple[str, ...] = get_args(Kind)
PAPERS: tuple[str, ...] = get_args(Paper)


@dataclass(frozen=True)
class SheetEdition:
    """The edition that a sheet is made from.

    `address` is the permanent address of exactly this edition, with scheme and host.
    `number` None marks a draft, `withdrawn` gives the reason for a withdrawal: the sheet
    then says so on every page.
    """

    number: int | None
    sha256: str
    address: str
    site: str = "Glutes"
    withdrawn: str = ""

    @property
    def label(self) -> str:
        """“Edition 3”, or what a draft is called."""
        return "Draft, not published" if self.number is None else f"Edition {self.number}"

    @property
    def stamp(self) -> str:
        """The word across each page of what must not be relied on, or empty."""
        return "DRAFT" if self.number is None else "WITHDRAWN" if self.withdrawn else ""

    @property
    def warning(self) -> str:
        """The sentence under the name that goes with the stamp."""
        if self.number is None:
            return "Draft: not reviewed, not published, not for use with patients."
        return f"Withdrawn: {self.withdrawn}" if self.withdrawn else ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What every sheet has at its head and foot; texts are in words, `regions` are those of the body map."""

    slug: str
    name: str
    regions: tuple[str, ...]
    where: str
    advice: str
    edition: str
    stamp: str
    warning: str
    reviewed: str
    review_due: str
    address: str
    fingerprint: str
    site: str


def about(document: ConditionDocument, edition: SheetEdition) -> dict[str, str]:
    """The fields of `Sheet` that say which document this is, and which edition of it."""
    return {
        "slug": document.slug,
        "name": document.name,
        "edition": edition.label,
        "stamp": edition.stamp,
        "warning": edition.warning,
        "reviewed": day(document.reviewed_on),
        "review_due": day(document.review_due),
        "address": edition.address,
        "fingerprint": edition.sha256[:12],
        "site": edition.site,
    }
