"""All published conditions in a glance: names by the region where it hurts most."""

from collections import Counter
from dataclasses import dataclass

from conditions.catalogue.entry import ConditionEntry
from conditions.document import REGIONS

PREFIX = "region:"


@dataclass(frozen=True)
class Region:
    """A region: how many conditions name it, and those of which it is the main one (slug and name)."""

    name: str
    count: int
    main: tuple[tuple[str, str], ...]


def by_region() -> list[Region]:
    """Every region that a published condition names, in the order of the body; one query, no documents."""
    counts: Counter[str] = Counter()
    main: dict[str, list[tuple[str, str]]] = {}
    rows = ConditionEntry.objects.filter(withdrawn=False).order_by("name")
    for slug, name, terms in rows.values_list("slug", "name", "terms"):
        regions = [term.removeprefix(PREFIX) for term in terms if term.startswith(PREFIX)]
        counts.update(regions)
        if regions:
            main.setdefault(regions[0], []).append((slug, name))
    return [Region(name, counts[name], tuple(main.get(name, ()))) for name in REGIONS if counts[name]]
