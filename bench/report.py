"""The measurements as a page: docs/performance.md."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from bench.catalogue import SHAPES, Measured

_INTRODUCTION = """# Performance

Written by `python -m bench --write` (`make bench` prints the same), on {day}: {machine}, Python {python},
the embedded PostgreSQL, one process, one request after the other. Machines differ and are noisy: read the
ratios, which come from one run, rather than the milliseconds. Conditions are made up (bench/synthetic.py):
20 findings out of 400, 60 names and search terms, 1 to 6 of the 14 regions, ten statements, five treatments.
The first 5,000 are all different; the database copies them for the rest (bench/fill.py).

Times are milliseconds, median / 95th percentile.

"""


def page(done: list[Measured]) -> str:
    """The whole page."""
    text = _INTRODUCTION.format(
        day=f"{datetime.now(UTC):%d %B %Y}", machine=_machine(), python=platform.python_version()
    )
    for title, rows in (
        ("The index in each process", _index),
        ("Requests", _requests),
        ("Compared", _compared),
    ):
        text += f"## {title}\n\n{_table(done, rows)}\n"
    return text + _NOTES


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return f"{os.cpu_count()} cores ({names[0] if names else platform.machine()}), {memory:.0f} GB"


def _table(done: list[Measured], rows: object) -> str:
    head = "| | " + " | ".join(f"{measured.size:,}" for measured in done) + " |\n"
    head += "| --- |" + " ---: |" * len(done) + "\n"
    columns = [rows(measured) for measured in done]  # type: ignore[operator]
    return head + "".join(
        f"| {name} | " + " | ".join(column[name] for column in columns) + " |\n" for name in columns[0]
    )


def _index(measured: Measured) -> dict[str, str]:
    return {
        "load at start": f"{measured.load_seconds:.2f} s",
        "memory": f"{measured.megabytes:.0f} MB",
        "refresh after one publication": str(measured.timings["refresh after one publication"]),
        "facet counts alone, nine facets": str(measured.timings["facet counts"]),
    }


def _requests(measured: Measured) -> dict[str, str]:
    timings = measured.timings
    rows = {"an empty view": str(timings["empty view"]), "text query alone": str(timings["text query alone"])}
    for name in SHAPES:
        timing = timings[f"page: {name}"]
        rows[f"page: {name}"] = f"{timing} ({timing.per_second:,.0f} a second)"
    for name in ("JSON: text and two facets", "suggestions"):
        rows[name] = f"{timings[name]} ({timings[name].per_second:,.0f} a second)"
    return rows


def _compared(measured: Measured) -> dict[str, str]:
    timings = measured.timings
    floor = timings["empty view"].p50 + timings["text query alone"].p50
    counts = timings["facet counts"].p50
    return {
        "faceted text search, as JSON, to an empty view plus the text query": f"{timings['JSON: text and two facets'].p50 / floor:.1f} times",
        "the same as a page": f"{timings['page: text and two facets'].p50 / floor:.1f} times",
        "facets by SQL, one query each": str(timings["facets by SQL"]),
        "facets by SQL, to counts from bitmaps": f"{timings['facets by SQL'].p50 / counts:,.0f} times",
        "Datasette, all facets": str(timings["Datasette: all facets"]),
        "Datasette, filtered": str(timings["Datasette: filtered"]),
        "Datasette, filtered, to our page with two facets": f"{timings['Datasette: filtered'].p50 / timings['page: two facets'].p50:,.0f} times",
    }


_NOTES = """
## How to read it

* The empty view goes through the same middleware; its answer is two letters.
* The text is found in every condition, the worst case; both statements are counted that a search sends:
  which rows match, and how well the first 2,000 fit. A rarer text takes a few milliseconds at any size.
* Datasette 0.65 has the same rows in SQLite with the same nine facets as JSON arrays, its time limits lifted.
* A refresh follows a new condition and another edition of it under other names, by turns. It reads the rows
  that changed and takes each out of the sets of its former words; the number of conditions does not matter.
* Memory is what the process grew by: an index that fits into memory freed before shows as nothing.
"""
