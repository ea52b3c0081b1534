"""Numbers of the differential in words and figures for people.

The output is shown by tests/web/test_differentiate_words.py.
"""

from conditions.differential.working import Line
from conditions.document import FREQUENCY_BANDS, Finding

# From this posterior on, these words.
_SUPPORT = (
    (0.6, "strong support"),
    (0.25, "good support"),
    (0.08, "some support"),
    (0.02, "little support"),
    (0.0, "hardly any"),
)
_BANDS = {
    "very-frequent": "very frequent",
    "frequent": "frequent",
    "occasional": "occasional",
    "very-rare": "very rare",
    "excluded": "excluded",
}
COSTS = {
    "history": "ask",
    "bedside": "examine",
    "imaging-or-laboratory": "imaging or laboratory",
}


def support(posterior: float) -> str:
    """Relative support in words; never a diagnosis."""
    return next(words for least, words in _SUPPORT if posterior >= least)


def percent(share: float) -> str:
    """A share as a reader takes it in: `71 %`, `4 %`, `under 1 %`, `over 99 %`."""
    if share < 0.01:
        return "under 1 %"
    if share > 0.99:
        return "over 99 %"
    return f"{share * 100:.0f} %"


def between(low: float, high: float) -> str:
    """An interval of shares: `55 to 84`, in percent, `0 to 3` and `97 to 100` at the ends."""
    least = 0 if low < 0.01 else low * 100
    most = 100 if high > 0.99 else high * 100
    return f"{least:.0f} to {most:.0f}"


def share(posterior: float) -> str:
    """A posterior in the working: four figures, `0.4573`, `0.01234`; `under 0.0001`."""
    return "under 0.0001" if posterior < 0.0001 else f"{posterior:.4g}"


def precise(value: float) -> str:
    """A figure of the working, so that it adds up by hand: `0.450`, `12.346`, and `0.00513`, not 0.005."""
    return f"{value:.3f}" if value >= 0.0995 else f"{value:#.3g}"


def times(ratio: float) -> str:
    """A ratio to two figures: `×3.4`, `×0.21`, `×12`."""
    if ratio >= 9.95:
        return f"×{ratio:.0f}"
    return f"×{ratio:.1f}" if ratio >= 0.95 else f"×{ratio:.2f}"


def strength(ratio: float) -> str:
    """How much a likelihood ratio shifts belief, in the words of the users' guides (JAMA)."""
    away = ratio if ratio >= 1 else 1 / ratio
    if away >= 10:
        return "large"
    if away >= 5:
        return "moderate"
    return "small" if away >= 2 else "slight"


def stated(finding: Finding, present: bool) -> str:
    """The finding as entered."""
    return finding.name if present else f"{finding.name}: absent"


def ground(line: Line) -> str:
    """How the probability of a line was derived."""
    association = line.association
    if line.ground == "no-data":
        return "no data: moves nothing"
    if line.ground == "broader" or association is None:
        return "from the broader finding"
    band = _BANDS[association.frequency]
    low, high = (f"{limit * 100:.0f}" for limit in FREQUENCY_BANDS[association.frequency])
    basis = "cited" if association.basis == "cited" else "consensus"
    if line.ground == "rated":
        return f"rated; {band} ({basis})"
    if line.ground == "sensitivity":
        return "sensitivity of the preferred study"
    return f"middle of the band {low} to {high} %, {band} ({basis})"


def odds(share: float) -> str:
    """A share as odds: `1 : 9` or `2.3 : 1`."""
    if share >= 1:
        return "certain"
    if share >= 0.5:
        return f"{_short(share / (1 - share))} : 1"
    return f"1 : {_short((1 - share) / share)}"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 9.95 else f"{value:.1f}"
