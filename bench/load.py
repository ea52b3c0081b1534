"""Realistic browsing against a running server, at rising rates until p95 passes 300 ms.

    make serve PORT=8123 &
    python -m bench.load --port 8123

Locust sends what bench/locustfile.py describes; each step has more users, about one request a
second each. Loopback only; each step a few seconds, at most twelve steps. docs/load.md has figures.
"""

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

LIMIT_MS = 300
SUGGEST = "/suggest/"
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
COLUMNS = ("users", "per_second", "p50", "p95", "p99", "failures", "read", "search", "suggest", "pdf")


def slugs() -> list[str]:
    """The conditions of the pack."""
    found = sorted(path.stem for path in Path("fixtures/conditions").glob("*.yaml"))
    if not found:
        raise SystemExit("Run from the root of the repository: fixtures/conditions was not found.")
    return found


def percentile(times: Counter[float], share: int) -> float:
    """The milliseconds that `share` per cent stay under; 0 for none."""
    left = times.total() * share / 100
    for ms in sorted(times):
        left -= times[ms]
        if left <= 0:
            return ms
    return 0.0


def histogram(entry: dict[str, Any]) -> Counter[float]:
    """How many answers took how many milliseconds."""
    return Counter({float(ms): count for ms, count in entry["response_times"].items()})


def run_step(port: int, users: int, seconds: int) -> dict[str, float]:
    """Let so many users browse for some seconds; the figures, p95 of each kind among them."""
    command = [sys.executable, "-m", "locust", "-f", "bench/locustfile.py", "--headless", "--json"]
    command += ["--host", f"http://127.0.0.1:{port}", "--users", str(users), "--spawn-rate", str(users)]
    command += [
        "--run-time",
        f"{seconds}s",
        "--reset-stats",
        "--loglevel",
        "ERROR",
        "--exit-code-on-error",
        "0",
    ]
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": "."},
    )
    entries = json.loads(done.stdout)
    together: Counter[float] = Counter()
    for entry in entries:
        together += histogram(entry)
    return {
        "users": users,
        "per_second": round(together.total() / seconds, 1),
        **{f"p{share}": percentile(together, share) for share in (50, 95, 99)},
        "failures": sum(entry["num_failures"] for entry in entries),
        **{entry["name"]: percentile(histogram(entry), 95) for entry in entries},
    }


def main() -> None:
    """Rising numbers of users, a table, and the last one that stayed under the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--users", default="10,20,40,60,80,100,130,160,200,250,300,400")
    parser.add_argument("--seconds", type=int, default=12)
    options = parser.parse_args()
    run_step(options.port, 40, 15)  # each process loads its index and fills its copies; not counted
    good = 0.0
    print("| " + " | ".join(COLUMNS) + " |\n|" + " ---: |" * len(COLUMNS), flush=True)
    for users in [int(text) for text in options.users.split(",")][:12]:
        row = run_step(options.port, users, min(options.seconds, 15))
        print("| " + " | ".join(f"{row.get(name, 0):g}" for name in COLUMNS) + " |", flush=True)
        if row["p95"] > LIMIT_MS:
            break
        good = row["per_second"]
    print(f"p95 stays under {LIMIT_MS} ms up to {good:g} requests a second.")


if __name__ == "__main__":
    main()
