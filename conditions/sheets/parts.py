"""What the sheets are made of: plain data, in words."""

from dataclasses import dataclass

from conditions.sheets.edition import Sheet


@dataclass(frozen=True)
class Said:
    """A paragraph with its citation numbers and, where graded, its certainty."""

    text: str
    cites: tuple[int, ...] = ()
    certainty: str = ""
    circles: int = 0
    title: str = ""

    @property
    def scale(self) -> tuple[bool, ...]:
        """The four circles of the certainty, from the left: filled or not."""
        return tuple(i < self.circles for i in range(4))


@dataclass(frozen=True)
class Flag:
    """A red flag with how soon and what to do."""

    name: str
    soon: str
    action: str


@dataclass(frozen=True)
class Band:
    """The findings of one frequency band; hallmarks stand first and are marked."""

    title: str
    share: str
    hallmarks: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class TestRow:
    """What one study found of one test. Figures are words already; "" where the source gives none.

    `key` names the study and what it compared with, as in `standards` of the sheet. `limits` are the 95 %
    intervals of the figures that have one, by the name of the figure; `positive` and `negative` are the ratios
    as numbers, for the plot.
    """

    name: str
    standard: str
    sensitivity: str
    specificity: str
    lr_positive: str
    lr_negative: str
    limits: dict[str, str]
    positive: float | None
    negative: float | None
    positive_limits: tuple[float, float] | None
    negative_limits: tuple[float, float] | None
    n: str
    cite: int
    key: str = ""


@dataclass(frozen=True)
class Part:
    """A heading with its paragraphs."""

    title: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Source:
    """A reference in one line, and in a shorter one, with its number on the page."""

    number: int
    text: str
    brief: str
    link: str | None


@dataclass(frozen=True, kw_only=True)
class ClinicianSheet(Sheet):
    """The whole sheet."""

    abbreviation: str
    synonyms: tuple[str, ...]
    category: str
    codes: str
    urgency: str
    summary: str
    typical_patient: str
    flags: tuple[Flag, ...]
    bands: tuple[Band, ...]
    tests: tuple[TestRow, ...]
    standards: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    care: tuple[Part, ...]
    differentials: tuple[Said, ...]
    sources: tuple[Source, ...]
