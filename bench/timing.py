"""Timing a function many times: median, 95th percentile, mean."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import mean, quantiles


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one thing, over its runs."""

    p50: float
    p95: float
    mean: float

    @property
    def per_second(self) -> float:
        """How many one process does in a second, one after the other."""
        return 1000 / self.mean

    def __str__(self) -> str:
        return f"{self.p50:,.2f} / {self.p95:,.2f}"


def measure(what: Callable[[], object], *, seconds: float = 1.5, least: int = 7, most: int = 300) -> Timing:
    """Run `what` for about so many seconds, after one run that does not count."""
    what()
    gc.collect()
    # What the benchmark itself has made, such as thousands of documents, is not for a request to sweep.
    gc.freeze()
    runs: list[float] = []
    end = time.perf_counter() + seconds
    while len(runs) < most and (len(runs) < least or time.perf_counter() < end):
        start = time.perf_counter()
        what()
        runs.append((time.perf_counter() - start) * 1000)
    cuts = quantiles(runs, n=20, method="inclusive")
    return Timing(cuts[9], cuts[18], mean(runs))
