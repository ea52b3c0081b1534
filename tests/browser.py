"""Fixtures for tests that drive Chromium: `visit` opens a page of the live server as a reader would.

A test that uses `visit` fails when the page breaks the Content-Security-Policy,
throws in a script, or asks another host for anything. CHROMIUM names the browser;
else the one on the path is used.
"""

import io
import os
import shutil
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

PHONE, SMALLEST, TABLET, DESKTOP = 360, 320, 768, 1440
WIDTHS = (PHONE, TABLET, DESKTOP)
# Milliseconds. A limit, not a wait: a busy machine takes its time over a page that is right.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

WATCH = """
window.problems = [];
addEventListener("securitypolicyviolation", (e) => problems.push(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
"""


def chromium() -> str | None:
    """The browser to drive, or None where there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def base_url() -> None:
    """None: `visit` knows the address. Stands in for a fixture that newer versions of pytest warn about."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The system's Chromium; without its sandbox for root, which it refuses."""
    path = chromium()
    if path is None:
        pytest.skip("No Chromium: set CHROMIUM to its path.")
    args = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": path, "args": args}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """A British reader who wants no motion, so that nothing is caught half way."""
    return {**browser_context_args, "locale": "en-GB", "reduced_motion": "reduce"}


@dataclass
class Visit:
    """Opens paths of the live server and remembers what went wrong."""

    page: Page
    origin: str
    problems: list[str] = field(default_factory=list)

    def __call__(self, path: str, *, width: int = DESKTOP, scheme: str = "light") -> Page:
        """The page at `path`, loaded, `width` pixels wide, in the `light` or `dark` scheme."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        self.page.goto(self.origin + path)
        self.page.evaluate("document.fonts.ready")
        return self.page

    def found(self) -> list[str]:
        """Problems so far, those that the page itself saw included."""
        return [*self.problems, *(self.page.evaluate("window.problems") or [])]


@pytest.fixture(scope="module")
def reader_server(django_db_setup, django_db_blocker):
    """A server over the published content pack, one for all tests of a module.

    It reads what is committed: a test that writes through it carries
    `django_db(transaction=True)`, and the pack is put back after it.
    """
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield server
        server.stop()
        # The browser may hold sockets open, and each holds a thread with its own connection.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connection.close()


@pytest.fixture
def visit(reader_server, page: Page, monkeypatch):
    """Given a reader with a browser. The ORM stays usable in the test beside the browser's event loop."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    page.set_default_timeout(PATIENCE)
    page.add_init_script(WATCH)
    visit = Visit(page, reader_server.url)
    page.on("pageerror", lambda error: visit.problems.append(f"script: {error}"))
    page.on("request", lambda request: _note_foreign(visit, request.url))
    yield visit
    assert visit.found() == []


def _note_foreign(visit: Visit, url: str) -> None:
    if not url.startswith((visit.origin, "data:", "blob:", "about:")):
        visit.problems.append(f"another host: {url}")


def axe_violations(page: Page, *rules: str) -> list[str]:
    """What axe-core has against the page, WCAG 2.2 AA and good practice or these rules: one line for each element."""
    chosen = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": list(AXE_RULES)}
    found = Axe().run(page, options={"runOnly": chosen})
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page scrolls sideways: 0 when all is well."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def printed(page: Page, paper: str = "A4") -> str:
    """The text of the page as it comes out on paper, whitespace made single."""
    pdf = PdfReader(io.BytesIO(page.pdf(format=paper, print_background=False)))
    return " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
