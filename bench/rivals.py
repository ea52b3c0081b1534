"""What the same facets cost elsewhere: SQL with one query per facet, and Datasette."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from conditions.catalogue.query import FACETS

_FACET = """
SELECT term, count(*) FROM (
    SELECT unnest(terms) AS term FROM conditions_conditionentry WHERE NOT withdrawn AND terms @> %s::varchar[]
) t WHERE term LIKE %s GROUP BY term
"""


def facets_by_sql(chosen: list[str]) -> None:
    """One `unnest … group by` for each facet, as it is done without an index in memory."""
    with connection.cursor() as cursor:
        for facet in FACETS:
            others = [term for term in chosen if not term.startswith(f"{facet}:")]
            cursor.execute(_FACET, [others, f"{facet}:%"])
            cursor.fetchall()


def datasette(folder: Path, chosen: list[str]) -> tuple[Callable[[], object], Callable[[], object]]:
    """Datasette over the same rows: a request with all facets, and one that filters as well."""
    from datasette.app import Datasette

    file = folder / "bench.db"
    file.unlink(missing_ok=True)
    with sqlite3.connect(file) as database:
        columns = ", ".join(f'"{facet}" text' for facet in FACETS)
        database.execute(f"CREATE TABLE conditions (id integer primary key, name text, {columns})")
        marks = ", ".join("?" * (2 + len(FACETS)))
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, name, terms FROM conditions_conditionentry WHERE NOT withdrawn")
            for rows in iter(lambda: cursor.fetchmany(5_000), []):
                database.executemany(
                    f"INSERT INTO conditions VALUES ({marks})",
                    [(row, name, *(_of(terms, facet) for facet in FACETS)) for row, name, terms in rows],
                )
    limits = {"facet_time_limit_ms": 600_000, "sql_time_limit_ms": 600_000, "facet_suggest_time_limit_ms": 1}
    server = Datasette([str(file)], settings={**limits, "suggest_facets": False})
    loop = asyncio.new_event_loop()
    address = "/bench/conditions.json?_size=20&" + "&".join(f"_facet_array={facet}" for facet in FACETS)
    filters = "".join(
        f"&{facet}__arraycontains={value}" for facet, _, value in (t.partition(":") for t in chosen)
    )

    def get(path: str) -> None:
        answer = loop.run_until_complete(server.client.get(path))
        assert answer.status_code == 200, answer.text
        assert len(answer.json()["facet_results"]) >= len(FACETS) - 1

    return (lambda: get(address)), (lambda: get(address + filters))


def _of(terms: list[str], facet: str) -> str:
    return json.dumps([term.partition(":")[2] for term in terms if term.startswith(f"{facet}:")])
