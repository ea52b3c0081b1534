"""Time the sheets: `python -m bench.sheets`.

For a short, a middling and the longest conditions of the pack, as clinician sheet and as
handout: the first in a process, one that was never set in a process that has set others
(each run is another edition), and one that is kept. Milliseconds, median of the runs; the
last column is the second as a multiple of summing a million floats, so that machines can
be compared.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from conditions.document import ConditionDocument, canonical_json, sha256_of
from conditions.interchange.reader import Content, read_content
from conditions.sheets.edition import Kind, SheetEdition
from conditions.sheets.printed import Printing, printed

CONDITIONS = (
    "hip-pointer",
    "meralgia-paraesthetica",
    "lumbar-spinal-stenosis",
    "lumbar-radiculopathy",
    "sacroiliac-joint-dysfunction",
    "greater-trochanteric-pain-syndrome",
)
KINDS: tuple[Kind, ...] = ("clinician", "handout")
RUNS = 9


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one sheet."""

    name: str
    size: int
    fresh: float
    kept: float


def embedded(pack: Content, slug: str) -> ConditionDocument:
    """The condition as an edition has it."""
    plain = pack.conditions[slug].anchored()
    named = plain.model_copy(update={"vocabulary": tuple(pack.findings[a.finding] for a in plain.findings)})
    return named.model_copy(update={"bibliography": tuple(pack.references[i] for i in named.cited_ids())})


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def timing(document: ConditionDocument, kind: Kind) -> Timing:
    """The median of editions that were never set, and of one that is kept."""
    sha256 = sha256_of(canonical_json(document))

    def printing(number: int) -> Printing:
        address = f"https://glutes.example/conditions/{document.slug}/e/{number}/"
        return Printing(SheetEdition(number=number, sha256=sha256, address=address), document, kind)

    printed(printing(1))
    fresh = [_milliseconds(lambda n=n: printed(printing(n))) for n in range(2, 2 + RUNS)]  # type: ignore[misc]
    kept = [_milliseconds(lambda: printed(printing(2))) for _ in range(RUNS)]
    made = printed(printing(2))
    return Timing(
        f"{document.slug}, {kind}", len(made) // 1000, statistics.median(fresh), statistics.median(kept)
    )


def main() -> None:
    """Print the table."""
    pack = read_content("fixtures")
    documents = [embedded(pack, slug) for slug in CONDITIONS]
    first = Printing(SheetEdition(number=1, sha256="0" * 64, address="https://x/"), documents[0])
    print(f"first sheet of the process: {_milliseconds(lambda: printed(first)):.0f} ms\n")
    floats = [float(i) for i in range(1_000_000)]
    sums = statistics.median(_milliseconds(lambda: sum(floats)) for _ in range(RUNS))
    print("| sheet | kB | never set | kept | never set, in sums |\n| --- | ---: | ---: | ---: | ---: |")
    for document in documents:
        for kind in KINDS:
            t = timing(document, kind)
            print(f"| {t.name} | {t.size} | {t.fresh:.1f} | {t.kept:.3f} | {t.fresh / sums:.0f} |")


if __name__ == "__main__":
    main()
