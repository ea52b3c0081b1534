"""Measure the search at one size: index, facets, requests, and what they are compared with."""

import gc
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from bench import rivals, synthetic
from bench.timing import Timing, measure
from conditions.catalogue import find as finding
from conditions.catalogue import index as indexes
from conditions.catalogue import text, typed
from conditions.catalogue.facets import facets
from conditions.catalogue.index import Index
from conditions.catalogue.query import Query
from conditions.editorial.publish import publish

WORDS = "tendon night stairs"
CHOSEN = {"region": ("lateral-hip",), "symptom": ("finding-1",)}
TERMS = [f"{facet}:{value}" for facet, values in CHOSEN.items() for value in values]
SHAPES = {
    "all conditions": Query(),
    "one facet": Query(facets={"region": ("lateral-hip",)}),
    "two facets": Query(facets=CHOSEN),
    "text": Query(WORDS),
    "text and two facets": Query(WORDS, facets=CHOSEN),
}


@dataclass
class Measured:
    """Everything measured at one size."""

    size: int
    load_seconds: float = 0.0
    megabytes: float = 0.0
    timings: dict[str, Timing] = field(default_factory=dict)


def run(size: int, folder: Path, say: Callable[[str], None]) -> Measured:
    """Measure the catalogue as it is filled now."""
    measured = Measured(size)
    _index(measured)
    say(f"  index: {measured.load_seconds:.2f} s, {measured.megabytes:.0f} MB")
    index = indexes.current()
    matching = finding.find(index, WORDS).rows
    words = typed.parse(WORDS)
    asked, some = typed.all_of(words, lambda word: [word]), typed.any_of(words, lambda word: [word])
    base = Query(facets=CHOSEN)
    things: dict[str, Callable[[], object]] = {
        "facet counts": lambda: facets(index, base, index.live),
        "empty view": _request("/nothing/"),
        "text query alone": lambda: text.ranks("default", some, text.matching("default", asked)),
        **{f"page: {name}": _request(query.address("/conditions/")) for name, query in SHAPES.items()},
        "JSON: text and two facets": _request(SHAPES["text and two facets"].address("/api/v1/conditions")),
        "suggestions": _request("/suggest/?q=trochanteric+te"),
        "facets by SQL": lambda: rivals.facets_by_sql(TERMS),
    }
    everything, filtered = rivals.datasette(folder, TERMS)
    things |= {"Datasette: all facets": everything, "Datasette: filtered": filtered}
    for name, what in things.items():
        measured.timings[name] = measure(what, least=2 if "Datasette" in name else 15)
        say(f"  {name}: {measured.timings[name]} ms")
    measured.timings["refresh after one publication"] = _refresh(index)
    say(f"  refresh after one publication: {measured.timings['refresh after one publication']} ms")
    assert len(matching) > 0
    return measured


def _index(measured: Measured) -> None:
    """A fresh index: what a process that starts waits for, and what it keeps."""
    process = psutil.Process(os.getpid())
    indexes._indexes.clear()
    gc.collect()
    before = process.memory_info().rss
    fresh = Index("default")
    measured.load_seconds = _milliseconds(fresh.refresh) / 1000
    gc.collect()
    measured.megabytes = (process.memory_info().rss - before) / 1e6
    indexes._indexes["default"] = fresh


def _milliseconds(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return (time.perf_counter() - start) * 1000


def _refresh(index: Index) -> Timing:
    """What a process does on the first request after a publication; publishing itself is not timed.

    By turns a new condition and another edition of it under other names.
    """
    runs = []
    for number in range(10_000_000, 10_000_015):
        for names in (number, number + 1_000):
            (document,) = synthetic.conditions(1, start=names)
            document = document.model_copy(update={"slug": f"synthetic-{number}"})
            publish(
                document=document, author="Bench", reviewer="", change_summary="Bench.", significance="minor"
            )
            runs.append(_milliseconds(index.refresh))
    runs.sort()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM conditions_conditionentry WHERE slug LIKE 'synthetic-100000%%'")
    indexes._indexes.clear()
    return Timing(runs[14], runs[28], sum(runs) / len(runs))


def _request(address: str) -> Callable[[], object]:
    """One request through the whole of Django, as a server hands it over."""
    from django.test import RequestFactory

    path, _, query = address.partition("?")
    handler = WSGIHandler()

    def request() -> None:
        environ = RequestFactory(SERVER_NAME="localhost").get(path, QUERY_STRING=query).environ
        started: list[str] = []
        response = handler(environ, lambda status, headers: started.append(status))
        b"".join(response)
        response.close()
        assert started[0].startswith("200"), (address, started)

    return request
