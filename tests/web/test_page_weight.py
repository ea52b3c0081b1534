"""Every condition's page is light: HTML, CSS and JavaScript together under 60 kB gzipped, fonts aside."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from conditions.catalogue.entry import ConditionEntry

pytestmark = pytest.mark.django_db
MOST = 60_000


def weight(html: bytes) -> int:
    """The gzipped size of a page and of the style sheets and scripts that it links."""
    linked = set(re.findall(rb'(?:href|src)="/static/([^"]+\.(?:css|js))"', html))
    files = [Path(str(finders.find(name.decode()))).read_bytes() for name in linked]
    return sum(len(gzip.compress(body)) for body in (html, *files))


@pytest.mark.slow
def test_pages_of_all_conditions_are_light(client):
    slugs = ConditionEntry.objects.values_list("slug", flat=True)

    weights = {slug: weight(client.get(f"/conditions/{slug}/").content) for slug in slugs}

    assert len(weights) == 20
    assert {slug: size for slug, size in weights.items() if size >= MOST} == {}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/findings/",
        "/red-flags/",
        "/findings/resisted-hip-abduction/",
        "/compare/?c=lumbar-radiculopathy&c=piriformis-syndrome&c=lumbar-spinal-stenosis&c=hip-osteoarthritis",
    ],
)
def test_other_pages_are_light(client, path):
    assert weight(client.get(path).content) < MOST
