"""Counters for Prometheus, shared by the web processes of one machine.

Each process has a row of numbers in memory that the gunicorn master maps before it
forks; it writes in its own row only, and whoever is asked adds the rows up. So an
answer counts for all processes whichever of them gives it, and nothing is lost when
one dies. Labels are fixed sets: nothing that a reader types becomes a label.
"""

import mmap
import threading
from collections.abc import Iterable, Iterator

ROWS = 64
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0)
STATUSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
# By the first part of the path; everything else is "other". Cheap, and bounded.
KINDS = {
    "": "home",
    "conditions": "condition",
    "search": "search",
    "findings": "finding",
    "suggest": "suggest",
    "differentiate": "differentiate",
    "compare": "compare",
    "references": "reference",
    "api": "api",
    "fhir": "api",
    "infobutton": "infobutton",
    "static": "static",
    "accounts": "accounts",
}
NAMES = tuple(dict.fromkeys((*KINDS.values(), "pdf", "admin", "other")))
_PER_KIND = len(STATUSES) + len(BUCKETS) + 2  # statuses, buckets with the one for everything, seconds
_IN_FLIGHT = len(NAMES) * _PER_KIND
_TIMEOUTS = _IN_FLIGHT + 1
_WIDTH = _TIMEOUTS + 1


def kind_of(path: str) -> str:
    """The kind of page that a path asks for, as a label."""
    from django.conf import settings

    if path.endswith(".pdf"):
        return "pdf"
    first = path.lstrip("/").split("/", 1)[0]
    if first == settings.ADMIN_PATH:
        return "admin"
    return KINDS.get(first, "other")


class Registry:
    """All rows, and the one that this process writes."""

    def __init__(self) -> None:
        # Anonymous and shared: children of a fork see the same numbers.
        self._all = memoryview(mmap.mmap(-1, ROWS * _WIDTH * 8)).cast("d")
        self._lock = threading.Lock()
        self.use_row(0)

    def use_row(self, number: int) -> None:
        """Write in this row from now on; what it counted before stays counted."""
        self._row = self._all[number * _WIDTH : (number + 1) * _WIDTH]
        self._row[_IN_FLIGHT] = 0
        self._lock = threading.Lock()

    def enter(self) -> None:
        """A request came."""
        with self._lock:
            self._row[_IN_FLIGHT] += 1

    def leave(self, kind: str, status: int, seconds: float) -> None:
        """A request was answered."""
        at = NAMES.index(kind) * _PER_KIND
        bucket = next((n for n, limit in enumerate(BUCKETS) if seconds <= limit), len(BUCKETS))
        with self._lock:
            self._row[at + min(max(status // 100, 1), 5) - 1] += 1
            self._row[at + len(STATUSES) + bucket] += 1
            self._row[at + _PER_KIND - 1] += seconds
            self._row[_IN_FLIGHT] -= 1

    def timed_out(self) -> None:
        """A request took longer than the limit."""
        with self._lock:
            self._row[_TIMEOUTS] += 1

    def _sum(self, index: int) -> float:
        return sum(self._all[row * _WIDTH + index] for row in range(ROWS))

    def lines(self) -> Iterator[str]:
        """The counters in Prometheus's text format."""
        yield "# HELP glutes_requests_total Requests answered, by kind of page and class of status."
        yield "# TYPE glutes_requests_total counter"
        for number, kind in enumerate(NAMES):
            for place, status in enumerate(STATUSES):
                total = self._sum(number * _PER_KIND + place)
                if total:
                    yield f'glutes_requests_total{{kind="{kind}",status="{status}"}} {total:.0f}'
        yield "# HELP glutes_request_seconds Time to answer, by kind of page."
        yield "# TYPE glutes_request_seconds histogram"
        for number, kind in enumerate(NAMES):
            yield from self._histogram(kind, number * _PER_KIND)
        yield from _gauge("glutes_requests_in_flight", "Requests being answered now.", self._sum(_IN_FLIGHT))
        yield "# HELP glutes_request_timeouts_total Requests that took longer than REQUEST_TIMEOUT."
        yield "# TYPE glutes_request_timeouts_total counter"
        yield f"glutes_request_timeouts_total {self._sum(_TIMEOUTS):.0f}"

    def _histogram(self, kind: str, at: int) -> Iterator[str]:
        counts = [self._sum(at + len(STATUSES) + n) for n in range(len(BUCKETS) + 1)]
        if not sum(counts):
            return
        so_far = 0.0
        for limit, count in zip((*BUCKETS, "+Inf"), counts, strict=True):
            so_far += count
            yield f'glutes_request_seconds_bucket{{kind="{kind}",le="{limit}"}} {so_far:.0f}'
        yield f'glutes_request_seconds_sum{{kind="{kind}"}} {self._sum(at + _PER_KIND - 1):.6f}'
        yield f'glutes_request_seconds_count{{kind="{kind}"}} {so_far:.0f}'


def _gauge(name: str, text: str, value: float) -> Iterator[str]:
    yield f"# HELP {name} {text}"
    yield f"# TYPE {name} gauge"
    yield f"{name} {value:.15g}"


def free_row(taken: Iterable[int]) -> int:
    """The first row that no living process writes; row 0 is the master's. Raises RuntimeError when all are taken."""
    busy = set(taken)
    for number in range(1, ROWS):
        if number not in busy:
            return number
    raise RuntimeError(f"More than {ROWS - 1} web processes on one machine: raise glutes.metrics.ROWS.")


registry = Registry()
