"""The body map: its geometry, its presenter and its markup."""

import re
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string

from conditions.bodymap import BACK, REGION_NAMES, SIDE, VIEWS
from conditions.document import REGIONS
from conditions.web.body_map import body_map, where_it_hurts
from conditions.web.short_path import short_path


def test_every_region_of_the_schema_is_named_and_drawn():
    drawn = {region for view in VIEWS for region in view.regions}

    assert set(REGION_NAMES) == set(REGIONS) == drawn


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_outline_lies_inside_the_view(view):
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", view.outline)]
    xs, ys = numbers[::2], numbers[1::2]

    assert 0 < min(xs) < max(xs) < view.width
    assert 0 < min(ys) < max(ys) < view.height


def test_the_back_view_is_symmetrical():
    xs = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", BACK.outline)][::2]

    assert min(xs) + max(xs) == pytest.approx(BACK.width, abs=0.2)


@pytest.mark.parametrize("path", [p for v in VIEWS for p in (*v.regions.values(), *v.lines, v.outline)])
def test_paths_hold_absolute_moves_lines_and_curves_only(path):
    assert re.fullmatch(r"(?:[MLC](?:-?\d+(?:\.\d+)? ?)+|Z)+", path)


def walked(path: str) -> list[tuple[str, float, float]]:
    """Where a pen that follows the path comes by, with relative steps added up."""
    x = y = 0.0
    start = (x, y)
    found = []
    for command, text in re.findall(r"([MLCZmlcz])([^MLCZmlcz]*)", path):
        x, y = start if command in "Zz" else (x, y)
        numbers = [float(n) for n in re.findall(r"-?(?:\d+(?:\.\d+)?|\.\d+)", text)]
        for i in range(0, len(numbers), 6 if command in "Cc" else 2):
            points = numbers[i : i + (6 if command in "Cc" else 2)]
            if command in "mlc":
                points = [value + (y if k % 2 else x) for k, value in enumerate(points)]
            x, y = points[-2:]
            start = (x, y) if command in "Mm" else start
            found += [
                (command.upper(), round(a, 1), round(b, 1))
                for a, b in zip(points[::2], points[1::2], strict=True)
            ]
    return found


@pytest.mark.parametrize("path", [p for v in VIEWS for p in (*v.regions.values(), *v.lines, v.outline)])
def test_a_short_path_draws_the_same(path):
    short = short_path(path)

    assert walked(short) == walked(path)
    assert short.count("z") == path.count("Z")
    assert len(short) < len(path)


def test_numbers_are_parted_by_as_little_as_can_be():
    assert short_path("M10 10L10.5 9.5L11 9.5Z") == "M10 10l.5-.5.5 0z"


def test_regions_are_closed():
    assert all(path.endswith("Z") for view in VIEWS for path in view.regions.values())


def test_a_region_of_both_views_is_one_tab_stop():
    back, side = body_map(href=lambda region: f"?region={region}").views

    first = next(r for r in back.regions if r.region == "lateral-hip")
    second = next(r for r in side.regions if r.region == "lateral-hip")
    assert (first.again, second.again) == (False, True)


def test_labels_say_name_count_and_selection():
    drawn = body_map(on=["groin"], counts={"groin": 1, "foot": 7}, href=lambda region: "/").views[1].regions

    assert {r.region: r.label for r in drawn if r.region in {"groin", "foot"}} == {
        "groin": "Groin, 1 condition, selected",
        "foot": "Foot, 7 conditions",
    }


def test_an_empty_region_links_nowhere_unless_it_is_lit():
    regions = body_map(on=["foot"], counts={"low-back": 2}, href=lambda region: f"/{region}").views[0].regions
    hrefs = {r.region: r.href for r in regions}

    assert hrefs["low-back"] == "/low-back"
    assert hrefs["foot"] == "/foot"
    assert hrefs["perineum"] is None


def test_where_it_hurts_names_the_main_region_first():
    drawn = where_it_hurts(["groin", "low-back", "si-joint"])

    assert drawn.label == "Where it hurts: groin; also low back, sacroiliac joint"
    assert {r.region: r.state for r in drawn.views[1].regions if r.state != "off"} == {
        "groin": "on",
        "low-back": "some",
    }


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links = []
        self.ids = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "a":
            self.links.append(attributes)
        if "id" in attributes:
            self.ids.append(attributes["id"])


def _parsed(drawn):
    parser = _Links()
    parser.feed(render_to_string("components/_body_map.html", {"map": drawn}))
    return parser


def test_the_markup_links_each_region_once_for_the_keyboard():
    parsed = _parsed(body_map(on=["foot"], href=lambda region: f"?region={region}"))

    stops = [a for a in parsed.links if a.get("tabindex") != "-1"]
    assert sorted(a["href"] for a in stops) == sorted(f"?region={r}" for r in REGION_NAMES)
    assert [a["aria-label"] for a in stops if "aria-current" in a] == ["Foot, selected"]
    assert len(parsed.links) == len(BACK.regions) + len(SIDE.regions)


def test_two_maps_on_one_page_share_no_id():
    first = _parsed(body_map(href=lambda region: "/", prefix="a"))
    second = _parsed(where_it_hurts(["groin"], prefix="b"))

    assert not set(first.ids) & set(second.ids)
    assert len(first.ids) == len(set(first.ids))


def test_addresses_are_escaped():
    html = render_to_string("components/_body_map.html", {"map": body_map(href=lambda region: '"><script>')})

    assert "<script" not in html


def test_a_picture_has_a_label_and_no_link():
    html = render_to_string("components/_body_map.html", {"map": where_it_hurts(["groin"])})

    assert 'role="img" aria-label="Where it hurts: groin"' in html
    assert "<a " not in html
