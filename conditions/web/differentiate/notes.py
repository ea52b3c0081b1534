"""The summary as plain text, to be pasted into the notes.

The output is shown by tests/web/test_differentiate.py.
"""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conditions.web.differentiate.page import DifferentiatePage

LISTED = 5


def summary(page: "DifferentiatePage", site: str, today: date, link: str) -> str:
    """What was entered, the first conditions with their support, how to get back to it."""
    present = "; ".join(chip.finding.name for chip in page.chips if chip.present) or "none"
    absent = "; ".join(chip.finding.name for chip in page.chips if not chip.present) or "none"
    lines = [f"Present: {present}", f"Absent: {absent}"]
    if page.results is not None and not page.state.is_empty:
        lines.append("Relative support (a ranking of alternatives, not a diagnosis):")
        lines.extend(
            f"{row.standing.rank}. {row.document.name}: {row.share} ({row.interval}), {row.support},"
            f" edition {row.edition}"
            for row in page.results.rows[:LISTED]
        )
    marked = [f.name for group in page.flags for f, on in group.flags if on]
    if marked:
        lines.append(f"Red flags present: {'; '.join(marked)}")
    prior = "how common each is in first-contact care" if page.state.prior == "base-rate" else "equal for all"
    lines.append(f"{site}, differentiate, method {page.method}, prior: {prior}, {today:%-d %B %Y}")
    lines.append(link)
    return "\n".join(lines)
