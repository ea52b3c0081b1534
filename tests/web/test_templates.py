"""Templates keep to the rules that make the Content-Security-Policy and the htmx settings hold."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR) / "templates"
# The admin's own templates follow Django's; mail and error texts are no HTML.
PUBLIC = sorted(p for p in ROOT.rglob("*.html") if "admin" not in p.relative_to(ROOT).parts)

FORBIDDEN = {
    "inline style": r"\sstyle\s*=",
    "style element": r"<style\b",
    "inline script": r"<script(?![^>]*\b(?:src|type=\"application/(?:ld\+)?json\"))[^>]*>",
    "inline handler": r"<[^>]+\son[a-z]+\s*=",
    "script address": r"(?:href|src)\s*=\s*[\"']?\s*javascript:",
    "hx-on": r"\bhx-on\b",
    "htmx trigger filter": r"hx-trigger\s*=\s*[\"'][^\"']*\[",
    "htmx js value": r"hx-(?:vals|headers)\s*=\s*[\"']\s*js:",
    "data marked safe": r"\|\s*safe\b|\{%\s*autoescape off",
    "another host's file": r"<(?:script|img|link rel=\"stylesheet\")[^>]+(?:src|href)\s*=\s*[\"']https?://",
}


@pytest.mark.parametrize("path", PUBLIC, ids=lambda p: str(p.relative_to(ROOT)))
def test_template_has_nothing_that_the_policy_forbids(path):
    text = path.read_text()

    found = [rule for rule, pattern in FORBIDDEN.items() if re.search(pattern, text, re.I)]

    assert found == []


@pytest.mark.parametrize("path", PUBLIC, ids=lambda p: str(p.relative_to(ROOT)))
def test_template_is_short_enough_to_read(path):
    assert len(path.read_text().splitlines()) <= 200


@pytest.mark.parametrize(
    "path", [p for p in PUBLIC if not p.name.startswith("_") and p.name != "base.html"], ids=lambda p: p.name
)
def test_page_template_lists_its_context(path):
    opening = "\n".join(path.read_text().splitlines()[:4])

    assert "{# context:" in opening or "{% comment %}" in opening
