"""The body map as the page draws it: which region is lit, what it links to, what it is called aloud.

The output is shown by tests/web/test_body_map.py.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache

from conditions.bodymap import REGION_NAMES, VIEWS, View
from conditions.web.short_path import short_path


@dataclass(frozen=True)
class DrawnRegion:
    """One region of one view.

    `state` is on, some, off or none (nothing there: no link). A region that both
    views show is a tab stop once: the second link works by pointer (`again`).
    """

    region: str
    name: str
    label: str
    path: str
    state: str
    href: str | None
    again: bool


@dataclass(frozen=True)
class DrawnView:
    """One view with its regions; `clip_id` is unique in the page."""

    name: str
    label: str
    view_box: str
    clip_id: str
    outline: str
    lines: tuple[str, ...]
    regions: tuple[DrawnRegion, ...]


@dataclass(frozen=True)
class BodyMap:
    """Both views. Without links the map is one picture, and `label` says all that it shows."""

    label: str
    linked: bool
    views: tuple[DrawnView, ...]


def body_map(
    *,
    on: Collection[str] = (),
    some: Collection[str] = (),
    counts: Mapping[str, int] | None = None,
    href: Callable[[str], str] | None = None,
    label: str = "Body map",
    prefix: str = "body-map",
) -> BodyMap:
    """The map with the regions of `on` lit fully and those of `some` faintly.

    With `href` each region is a link to `href(region)`; one whose count is 0 is drawn
    as empty and links nowhere unless it is lit, so that it can be switched off.
    `prefix` keeps ids apart where a page holds two maps.
    """
    seen: set[str] = set()
    address = cache(href) if href else None

    def drawn(region: str, path: str) -> DrawnRegion:
        count = None if counts is None else counts.get(region, 0)
        state = "on" if region in on else "some" if region in some else "none" if count == 0 else "off"
        again = region in seen
        seen.add(region)
        return DrawnRegion(
            region=region,
            name=REGION_NAMES[region],
            label=_spoken(REGION_NAMES[region], count, selected=state == "on" and href is not None),
            path=short_path(path),
            state=state,
            href=address(region) if address and state != "none" else None,
            again=again,
        )

    return BodyMap(
        label=label,
        linked=href is not None,
        views=tuple(
            DrawnView(
                name=view.name,
                label=view.label,
                view_box=f"0 0 {view.width} {view.height}",
                clip_id=f"{prefix}-{view.name}",
                outline=short_path(view.outline),
                lines=tuple(map(short_path, view.lines)),
                regions=tuple(drawn(region, path) for region, path in _in_reading_order(view)),
            )
            for view in VIEWS
        ),
    )


def where_it_hurts(regions: Collection[str], *, prefix: str = "where-it-hurts") -> BodyMap:
    """The picture for one condition: its main region lit fully, the others faintly."""
    main, *others = regions
    names = ", ".join(REGION_NAMES[region].lower() for region in others)
    label = f"Where it hurts: {REGION_NAMES[main].lower()}" + (f"; also {names}" if names else "")
    return body_map(on=(main,), some=others, label=label, prefix=prefix)


def _in_reading_order(view: View) -> list[tuple[str, str]]:
    return [(region, view.regions[region]) for region in REGION_NAMES if region in view.regions]


def _spoken(name: str, count: int | None, *, selected: bool) -> str:
    words = [name]
    if count is not None:
        words.append(f"{count} condition{'' if count == 1 else 's'}")
    if selected:
        words.append("selected")
    return ", ".join(words)
