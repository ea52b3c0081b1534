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
    """An interval of shares: `55 to 84`, in percent, `0 to 3` at the ends."""
    return f"{low * 100:.0f} to {high * 100:.0f}"


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
