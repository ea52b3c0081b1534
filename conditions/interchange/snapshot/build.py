"""Put the snapshot together and write it as a zip. The same catalogue and key give the same bytes."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format

from conditions.catalogue.entry import ConditionEntry, FindingEntry, ReferenceEntry
from conditions.interchange.snapshot import addresses, search_index
from conditions.interchange.snapshot.fetch import Fetcher
from conditions.interchange.snapshot.rewrite import SEARCH_PAGE, Rewriter, css_assets
from conditions.interchange.snapshot.signing import signed

SCRIPT = "js/snapshot-search.js"
INDEX = "search-index.js"
FOLDER = "lookup"


class NothingPublishedError(Exception):
    """There is no condition to put into a snapshot."""


def write(target: Path, key: Ed25519PrivateKey, paths: Iterable[str] | None = None) -> int:
    """Write the zip and return how many files it holds. Raises NothingPublishedError and NotServedError."""
    latest = ConditionEntry.objects.order_by("-published_at").values_list("published_at", flat=True).first()
    if latest is None:
        raise NothingPublishedError("Nothing is published yet.")
    files = collect(paths if paths is not None else addresses.of_the_site(), latest)
    files |= signed(files, key)
    partial = target.with_name(target.name + ".part")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(_entry(name, latest), content)
    partial.replace(target)
    return len(files)


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(f"{FOLDER}/{name}", (at.year, at.month, at.day, at.hour, at.minute, at.second))
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def collect(paths: Iterable[str], latest: datetime) -> dict[str, bytes]:
    """Every file of the snapshot by name, without the signature."""
    rewriter = Rewriter(
        site=settings.SITE_URL,
        static_url=f"/{settings.STATIC_URL.strip('/')}/",
        search_path=reverse("conditions"),
        as_of=date_format(latest, "j F Y"),
        files={path: addresses.file_of(path) for path in paths},
    )
    fetch = Fetcher()
    files: dict[str, bytes] = {}
    for path, name in rewriter.files.items():
        body = fetch(path)
        files[name] = rewriter.page(body.decode(), path, name).encode() if name.endswith(".html") else body
    files[SEARCH_PAGE] = _search_page(rewriter)
    files[INDEX] = search_index.script().encode()
    files[f"static/{SCRIPT}"] = static(SCRIPT)
    context = {"site": settings.SITE_URL, "as_of": rewriter.as_of}
    files["README.txt"] = render_to_string("snapshot/README.txt", context).encode()
    files |= dict(_documents())
    return files | _assets(rewriter.assets)


def _search_page(rewriter: Rewriter) -> bytes:
    """The only page with scripts: classic ones, since a page opened from a file can't load a module."""
    html = rewriter.page(render_to_string("snapshot/search.html", request=HttpRequest()), "/", SEARCH_PAGE)
    scripts = f'<script src="{INDEX}" defer></script><script src="static/{SCRIPT}" defer></script></head>'
    return html.replace("</head>", scripts, 1).encode()


def _documents() -> Iterator[tuple[str, bytes]]:
    for slug, body in ConditionEntry.objects.filter(withdrawn=False).values_list("slug", "body"):
        yield f"data/conditions/{slug}.json", body.encode()
    findings = FindingEntry.objects.order_by("slug").values_list("body", flat=True)
    references = ReferenceEntry.objects.order_by("slug").values_list("body", flat=True)
    yield "data/findings.json", f"[{','.join(findings)}]".encode()
    yield "data/references.json", f"[{','.join(references)}]".encode()


def _assets(names: set[str]) -> dict[str, bytes]:
    """The static files that pages load, and those that these load."""
    files: dict[str, bytes] = {}
    waiting = sorted(names)
    while waiting:
        name = waiting.pop()
        if f"static/{name}" in files:
            continue
        files[f"static/{name}"] = static(name)
        if name.endswith(".css"):
            waiting += sorted(css_assets(files[f"static/{name}"].decode(), name))
    return files


def static(name: str) -> bytes:
    """A static file, from the collected ones in production."""
    if settings.STATIC_ROOT and (collected := Path(settings.STATIC_ROOT) / name).is_file():
        return collected.read_bytes()
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(f"There is no static file {name}.")
    return Path(found).read_bytes()
