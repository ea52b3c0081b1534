"""The style sheets: small, in layers, colours that can be read."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
FILES = sorted(CSS.rglob("*.css"))
TOKENS = (CSS / "tokens.css").read_text()
TEMPLATES = [p for p in (Path(settings.BASE_DIR) / "templates").rglob("*.html") if "admin" not in p.parts]
STYLES = Path(settings.BASE_DIR) / "templates" / "components" / "_styles.html"
# It shows the components of all pages on one.
FOR_DEVELOPERS = Path(settings.BASE_DIR) / "templates" / "styleguide.html"
LAYERS = ("tokens", "base", "layout", "components", "pages", "print")

TEXT_PAIRS = [
    (ink, paper)
    for ink in ("ink", "quiet", "accent", "flag", "wait", "against")
    for paper in ("paper", "surface", "sunken")
] + [
    ("accent", "accent-soft"),
    ("ink", "accent-soft"),
    ("flag", "flag-soft"),
    ("ink", "flag-soft"),
    ("wait", "wait-soft"),
    ("ink", "wait-soft"),
    ("against", "against-soft"),
    ("on-accent", "accent"),
]
CONTROL_PAIRS = [("edge", "paper"), ("edge", "surface"), ("accent", "paper"), ("flag", "flag-soft")]


def size(name: str) -> int:
    return (CSS / name).stat().st_size


def colours(scheme: str) -> dict[str, str]:
    found = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS)
    return {name: light if scheme == "light" else dark for name, light, dark in found}


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours written as #rrggbb."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT_PAIRS)
def test_text_has_contrast_of_seven(scheme, ink, paper):
    values = colours(scheme)

    assert contrast(values[ink], values[paper]) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "paper"), CONTROL_PAIRS)
def test_edge_of_controls_has_contrast_of_three(scheme, edge, paper):
    values = colours(scheme)

    assert contrast(values[edge], values[paper]) >= 3


def test_style_sheets_that_a_page_loads_are_under_30_kilobytes():
    links = {p: re.findall(r'"css/([\w/-]+\.css)"', p.read_text()) for p in TEMPLATES}
    shared = sum(size(name) for name in links[STYLES])
    sizes = {
        p.name: shared + sum(map(size, names))
        for p, names in links.items()
        if p not in (STYLES, FOR_DEVELOPERS)
    }

    assert shared > 10_000
    assert {name: total for name, total in sizes.items() if total >= 30_000} == {}


@pytest.mark.parametrize("path", [p for p in FILES if p.name != "layers.css"], ids=lambda p: p.name)
def test_every_rule_stands_in_a_layer(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    outside = re.sub(r"@layer (\w+) \{", "\x00\\1{", text)
    depth, top = 0, []
    for piece in re.findall(r"\x00\w+|[{}]|[^{}\x00]+", outside):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth -= 1
        elif depth == 0 and piece.strip():
            top.append(piece.strip())

    assert top
    assert all(t.startswith("\x00") and t[1:] in LAYERS for t in top), top


@pytest.mark.parametrize("path", [p for p in FILES if p.name != "tokens.css"], ids=lambda p: p.name)
def test_colours_are_tokens(path):
    literal = re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", path.read_text())

    assert path.name == "print.css" or literal == []
