"""Realistic browsing against a running server, at rising rates until p95 passes 300 ms.

    make serve PORT=8123 &
    python -m bench.load --port 8123

Requests arrive at the stated rate whether or not earlier ones were answered (an open
loop), so a server that falls behind is seen to. Loopback only; at most two minutes.
"""

import argparse
import http.client
import json
import queue
import random
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

LIMIT_MS = 300
SEED = 20261125
QUERIES = (
    "buttock pain",
    "gtps",
    "piriformis",
    "lateral hip pain at night",
    "numb thigh",
    "trochantric",
    "sciatica",
    "M70.6",
    "fadir",
    "pain on sitting",
    "sacroiliac",
    "hip pointer",
)


@dataclass
class Step:
    """What one rate gave: milliseconds of each answer, by kind, and failures."""

    rate: int
    times: dict[str, list[float]] = field(default_factory=dict)
    failures: int = 0
    late: int = 0
    seconds: float = 0.0

    def all_times(self) -> list[float]:
        return sorted(ms for times in self.times.values() for ms in times)

    def row(self) -> dict[str, float]:
        times = self.all_times()
        return {
            "rate": self.rate,
            "answered_per_second": round(len(times) / self.seconds, 1),
            "p50": round(percentile(times, 50), 1),
            "p95": round(percentile(times, 95), 1),
            "p99": round(percentile(times, 99), 1),
            "failures": self.failures,
            "late": self.late,
            **{
                f"p95_{kind}": round(percentile(sorted(found), 95), 1)
                for kind, found in sorted(self.times.items())
            },
        }


def percentile(times: list[float], share: int) -> float:
    """The time that `share` per cent stay under; 0 for none."""
    return times[min(len(times) - 1, len(times) * share // 100)] if times else 0.0


def slugs() -> list[str]:
    """The conditions of the pack."""
    found = sorted(path.stem for path in Path("fixtures/conditions").glob("*.yaml"))
    if not found:
        raise SystemExit("Run from the root of the repository: fixtures/conditions was not found.")
    return found


def pick_path(pick: random.Random, conditions: list[str]) -> tuple[str, str]:
    """A kind and an address: 70 % reading, 20 % search, 8 % suggestions, 2 % PDF."""
    draw = pick.random()
    query = urllib.parse.quote_plus(pick.choice(QUERIES))
    if draw < 0.70:
        return "read", pick.choice([f"/conditions/{pick.choice(conditions)}/"] * 8 + ["/", "/conditions/"])
    if draw < 0.90:
        return "search", f"/conditions/?q={query}"
    if draw < 0.98:
        return "suggest", f"{SUGGEST}?q={query[: pick.randint(3, 8)].rstrip('%')}"
    return "pdf", f"/conditions/{pick.choice(conditions)}/sheet.pdf"


SUGGEST = "/suggest/"


def work(
    port: int, jobs: "queue.Queue[tuple[float, str, str] | None]", step: Step, lock: threading.Lock
) -> None:
    """Answer jobs from the queue, each counted from when it was due."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    while (job := jobs.get()) is not None:
        due, kind, path = job
        started = time.perf_counter()
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "br"})
            response = connection.getresponse()
            response.read()
            good = response.status == 200
        except (OSError, http.client.HTTPException):
            connection.close()
            good = False
        with lock:
            if good:
                step.times.setdefault(kind, []).append((time.perf_counter() - due) * 1000)
            else:
                step.failures += 1
            step.late += started - due > 0.05
    connection.close()


def run_step(port: int, rate: int, seconds: float, threads: int) -> Step:
    """Send at one rate for some seconds."""
    step, lock = Step(rate), threading.Lock()
    jobs: queue.Queue[tuple[float, str, str] | None] = queue.Queue()
    workers = [threading.Thread(target=work, args=(port, jobs, step, lock)) for _ in range(threads)]
    for worker in workers:
        worker.start()
    pick, conditions = random.Random(SEED + rate), slugs()
    began = time.perf_counter()
    due = began
    while due < began + seconds:
        due += pick.expovariate(rate)
        time.sleep(max(0.0, due - time.perf_counter()))
        jobs.put((due, *pick_path(pick, conditions)))
    for _ in workers:
        jobs.put(None)
    for worker in workers:
        worker.join()
    step.seconds = time.perf_counter() - began
    return step


def main() -> None:
    """Rising rates, a table, and the last rate that stayed under the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--rates", default="10,20,40,80,120,160,200,300,400,600")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--threads", type=int, default=16)
    options = parser.parse_args()
    run_step(options.port, 20, 3, options.threads)
    good = 0
    for rate in [int(text) for text in options.rates.split(",")][:10]:
        row = run_step(options.port, rate, min(options.seconds, 12), options.threads).row()
        print(json.dumps(row), flush=True)
        if row["p95"] > LIMIT_MS or row["failures"] > rate / 10:
            break
        good = rate
    print(f"p95 stays under {LIMIT_MS} ms up to {good} requests a second.")


if __name__ == "__main__":
    main()
