"""Time the ranking: `python -m bench.differential`.

The pack's 20 conditions, and 8,000 made-up ones with 100 findings each out of a
vocabulary of 400, with 20 findings entered. "warm" is a process that has ranked
these findings before, "cold" one that has not. The last column is the time as a
multiple of summing a million floats, so that machines can be compared.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from conditions.differential.model import Model
from conditions.differential.next_best import next_best
from conditions.differential.rank import rank
from conditions.differential.recognise import Recogniser
from conditions.differential.working import explain
from conditions.document import Association, ConditionDocument, Finding
from conditions.interchange.reader import read_content

TARGETS = {"rank 20": 5, "rank 8,000": 50, "rank 8,000 and next best": 200, "recognise a sentence": 10}
SENTENCE = "58F, outer hip sore at night and on stairs, limps, no pins and needles, SLR -ve"


@dataclass(frozen=True)
class Timing:
    """Milliseconds, the best of several."""

    name: str
    cold: float
    warm: float


def clock(work: Callable[[], object], repeats: int = 7) -> tuple[float, float]:
    """The first run and the best of the others, in milliseconds."""
    runs = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        runs.append((time.perf_counter() - start) * 1000)
    return runs[0], min(runs[1:])


def crowd(
    conditions: int = 8_000, vocabulary: int = 400, each: int = 100, seed: int = 5
) -> tuple[list[ConditionDocument], dict[str, Finding]]:
    """Made-up conditions whose figures mean nothing."""
    chance = random.Random(seed)
    groups = (
        "pain-site",
        "aggravating",
        "easing",
        "history",
        "palpation",
        "provocation-test",
        "neurological",
    )
    findings = {
        f"f{i}": Finding(id=f"f{i}", name=f"Finding {i}", kind="symptom", group=groups[i % len(groups)])
        for i in range(vocabulary)
    }
    bands = (
        ("very-frequent", 0.8, 0.99),
        ("frequent", 0.3, 0.79),
        ("occasional", 0.05, 0.29),
        ("very-rare", 0.01, 0.04),
    )
    documents = []
    for i in range(conditions):
        associations = []
        for name in chance.sample(sorted(findings), each):
            band, low, high = chance.choice(bands)
            associations.append(
                Association(
                    finding=name, frequency=band, probability=chance.uniform(low, high), basis="consensus"
                )
            )
        documents.append(
            ConditionDocument(
                slug=f"c{i}",
                name=f"Condition {i}",
                category="joint",
                base_rate=chance.choice(("common", "uncommon", "rare")),
                regions=("groin",),
                summary="Made up.",
                findings=tuple(associations),
            )
        )
    return documents, findings


def timings() -> list[Timing]:
    """All measurements."""
    pack = read_content("fixtures")
    few = Model(list(pack.conditions.values()), pack.findings)
    everywhere = [f for f in few.findings_with_data if len(few.column(f).rows) == 20]
    present, absent = everywhere[:12], everywhere[-8:]
    recogniser = Recogniser(pack.findings.values())
    many = Model(*crowd())
    here, gone = [f"f{i}" for i in range(12)], [f"f{i}" for i in range(12, 20)]
    out = [
        Timing("rank 20", *clock(lambda: rank(few, present, absent))),
        Timing("rank 20, explain all, next best", *clock(lambda: _whole(few, present, absent))),
        Timing("rank 8,000", *clock(lambda: rank(many, here, gone))),
    ]
    fresh = Model(many.documents[:], many.vocabulary)
    out.append(Timing("rank 8,000 and next best", *clock(lambda: next_best(rank(fresh, here, gone)))))
    out.append(Timing("recognise a sentence", *clock(lambda: recogniser.recognise(SENTENCE))))
    return out


def _whole(model: Model, present: list[str], absent: list[str]) -> None:
    ranking = rank(model, present, absent)
    for standing in ranking.standings:
        explain(ranking, standing.slug)
    next_best(ranking)


def main() -> None:
    """Print the table."""
    million = [float(i) for i in range(1_000_000)]
    _, unit = clock(lambda: sum(million))
    print(f"{'':34}{'cold ms':>9}{'warm ms':>9}{'target':>8}{'x unit':>8}   (unit: {unit:.1f} ms)")
    for timing in timings():
        target = TARGETS.get(timing.name, "")
        print(f"{timing.name:34}{timing.cold:9.2f}{timing.warm:9.2f}{target!s:>8}{timing.warm / unit:8.2f}")


if __name__ == "__main__":
    main()
