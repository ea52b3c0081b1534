"""How often a finding goes with a condition: a word, a band, a bar."""

from dataclasses import dataclass

from conditions.document import FREQUENCIES, FREQUENCY_BANDS, Association
from conditions.web.presenters.words import band, plain


@dataclass(frozen=True)
class Often:
    """A frequency as shown: bar from 0 to `low` in full, on to `high` in pale (per cent)."""

    word: str
    band: str
    low: float
    high: float
    rank: int
    counted: str

    @property
    def pale(self) -> float:
        """Width of the pale part of the bar."""
        return round(self.high - self.low, 1)


def often(association: Association) -> Often:
    """The frequency of an association; `rank` is 4 for very frequent and 0 for excluded."""
    low, high = FREQUENCY_BANDS[association.frequency]
    counted = f"{association.n} of {association.m}" if association.m is not None else ""
    return Often(
        plain(association.frequency),
        band(association.frequency),
        round(low * 100, 1),
        round(high * 100, 1),
        len(FREQUENCIES) - 1 - FREQUENCIES.index(association.frequency),
        counted,
    )
