"""Likelihood ratios on a logarithmic line. Output shown by tests/web/test_plot.py.

The line runs from 0.01 to 100 with 1, where a result says nothing, in the middle.
Positions are in per cent of the width of the drawing, so that it fits any column.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log10

from conditions.document import Accuracy
from conditions.web.presenters.citing import Cite
from conditions.web.presenters.findings_table import computed, figure
from conditions.web.presenters.words import ratio

LOWEST, HIGHEST = 0.01, 100.0
# Conventional marks: a ratio of 10 or 0.1 is often conclusive, 5 or 0.2 moderate, 2 or 0.5 small.
# Jaeschke, Guyatt, Sackett. JAMA 1994;271:703-707.
TICKS = (0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100)
MARGIN = 2.0


def position(value: float) -> float:
    """Where a ratio stands on the line, in per cent, held inside the margins."""
    held = min(max(value, LOWEST), HIGHEST)
    share = (log10(held) - log10(LOWEST)) / (log10(HIGHEST) - log10(LOWEST))
    return round(MARGIN + share * (100 - 2 * MARGIN), 2)


@dataclass(frozen=True)
class Tick:
    """A mark of the scale."""

    x: float
    label: str


@dataclass(frozen=True)
class Line:
    """One study of one finding: where its two ratios stand, None where it reports none."""

    label: str
    anchor: str
    study: Accuracy
    cite: Cite

    @property
    def positive(self) -> float | None:
        """Position of LR+."""
        return None if self.study.lr_positive is None else position(self.study.lr_positive)

    @property
    def negative(self) -> float | None:
        """Position of LR−."""
        return None if self.study.lr_negative is None else position(self.study.lr_negative)

    @property
    def positive_limits(self) -> tuple[float, float] | None:
        """Positions of the interval of LR+."""
        return _limits(self.study.lr_positive_interval)

    @property
    def negative_limits(self) -> tuple[float, float] | None:
        """Positions of the interval of LR−."""
        return _limits(self.study.lr_negative_interval)

    @property
    def start(self) -> float:
        """Where the bar begins: at LR−, or at 1."""
        return min(self.negative if self.negative is not None else MIDDLE, MIDDLE)

    @property
    def end(self) -> float:
        """Where the bar ends: at LR+, or at 1."""
        return max(self.positive if self.positive is not None else MIDDLE, MIDDLE)

    @property
    def figures(self) -> tuple[str, ...]:
        """The ratios as text, each whole: `LR+ 5.5` and `LR− 0.37 (0.2–0.6)`; `LR+ 4*` where it was computed."""
        study = self.study
        known = (
            ("LR+", study.lr_positive, study.lr_positive_interval),
            ("LR−", study.lr_negative, study.lr_negative_interval),
        )
        return tuple(
            f"{name} {figure(value, interval, ratio)}{computed(study)}"
            for name, value, interval in known
            if value is not None
        )

    @property
    def weight(self) -> float:
        """How far the stronger of the two ratios moves the odds, in powers of ten."""
        ratios = [r for r in (self.study.lr_positive, self.study.lr_negative) if r is not None]
        return max(abs(log10(min(max(r, LOWEST), HIGHEST))) for r in ratios)


def _limits(interval: tuple[float, float] | None) -> tuple[float, float] | None:
    return None if interval is None else (position(interval[0]), position(interval[1]))


MIDDLE = position(1)
SCALE = tuple(Tick(position(value), ratio(value)) for value in TICKS)


def lines(studies: Iterable[tuple[str, str, Accuracy, Cite]]) -> list[Line]:
    """The studies (label, anchor, study, citation) that report a ratio, those that move the odds most first."""
    found = [
        Line(*study) for study in studies if (study[2].lr_positive, study[2].lr_negative) != (None, None)
    ]
    return sorted(found, key=lambda line: -line.weight)
