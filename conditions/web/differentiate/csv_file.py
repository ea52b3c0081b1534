"""The working of a ranking as CSV: one line for each condition and finding, every number of it.

The output is shown by tests/web/test_differentiate.py.
"""

import csv
import io

from conditions.differential.working import explain
from conditions.web.differentiate.page import DifferentiatePage

COLUMNS = (
    "rank",
    "condition",
    "edition",
    "prior",
    "finding",
    "state",
    "grounds",
    "probability",
    "reference",
    "ratio",
    "weight",
    "factor",
    "against_others",
    "score",
    "sum_of_scores",
    "posterior",
    "lower",
    "upper",
)


def working_csv(page: DifferentiatePage) -> str:
    """The lines; a ranking without findings gives one line for each condition."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    if page.results is None:
        return out.getvalue()
    ranking = page.results.ranking
    for standing in ranking.standings:
        working = explain(ranking, standing.slug)
        head = (standing.rank, standing.slug, page.differential.editions[standing.slug], repr(working.prior))
        tail = tuple(
            repr(value)
            for value in (
                standing.score,
                ranking.total,
                standing.posterior,
                standing.lower,
                standing.upper,
            )
        )
        if not working.lines:
            writer.writerow((*head, *("",) * 8, *tail))
        for line in working.lines:
            figures = (line.share, line.reference, line.ratio, line.weight, line.factor, line.against_others)
            state = "present" if line.present else "absent"
            writer.writerow((*head, line.finding, state, line.ground, *map(repr, figures), *tail))
    return out.getvalue()
