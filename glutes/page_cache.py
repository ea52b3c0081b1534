"""Public pages are made once for each state of the catalogue.

What a page shows follows from its address, the catalogue's version, this release and
the date. So one small query tells whether a reader's copy (ETag) or this process's
copy is still right. Copies are kept under a hash of the address: what a reader looked
for is not written anywhere. While no database answers, the last copy is served and
says so.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from conditions.interchange.version import Stamp, catalogue_stamp
from glutes.database_away import AWAY, away_response
from glutes.release import fingerprint
from glutes.shared_cache import PAGES

KEEP_SECONDS = 24 * 3600
LARGEST = 600_000
VARIES = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request", "Accept", "Accept-Language")
DROPPED = frozenset({"set-cookie", "x-request-id", "date", "connection"})
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """A kept answer."""

    tag: str
    content: bytes
    headers: tuple[tuple[str, str], ...]

    def response(self) -> HttpResponse:
        """The answer anew."""
        response = HttpResponse(self.content)
        for name, value in self.headers:
            response.headers[name] = value
        return response


def is_public(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Whether the answer is the same for every reader: a public page, asked for without a session."""
    return (
        request.method in {"GET", "HEAD"}
        and "Range" not in request.headers  # a part is the view's to cut
        and getattr(view, "__module__", "").startswith("conditions.web.")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
    )


def key_of(request: HttpRequest) -> str:
    """Where the answer is kept: a hash of all that it depends on but the catalogue."""
    parts = [request.get_host(), request.scheme or "", request.get_full_path()]
    parts += [request.headers.get(name, "") for name in VARIES]
    return "page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def tag_of(key: str, stamp: Stamp) -> str:
    """The weak ETag of an answer made from this state of the catalogue."""
    made_of = f"{key} {stamp} {fingerprint()} {timezone.localdate()}"
    return f'W/"{stamp[0]}-{hashlib.sha256(made_of.encode()).hexdigest()[:20]}"'


def is_storable(response: HttpResponse) -> bool:
    """Whether the view left it to us: a plain page without cookies, limits or directions of its own."""
    directives = {d.split("=")[0].strip().lower() for d in response.get("Cache-Control", "").split(",")}
    varies = {v.strip().lower() for v in response.get("Vary", "").split(",") if v.strip()}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not directives & {"no-store", "private"}
        and varies <= {name.lower() for name in (*VARIES, "Cookie", "Accept-Encoding")}
        and not any(name.lower().startswith("ratelimit") for name in response.headers)
        and len(response.content) <= LARGEST
    )


def _get(key: str) -> Page | None:
    try:
        found = caches[PAGES].get(key)
    except Exception:  # a shared cache that is away costs time, not answers
        logger.exception("The cache is away.")
        return None
    return found if isinstance(found, Page) else None


def _set(key: str, page: Page) -> None:
    try:
        caches[PAGES].set(key, page, KEEP_SECONDS)
    except Exception:
        logger.exception("The cache is away.")


class PageCacheMiddleware:
    """Answers from the reader's copy or ours while the catalogue is what it was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        known: tuple[str, str] | None = getattr(request, "page_cache", None)
        if known is None:
            return response
        key, tag = known
        if getattr(response, "database_is_away", False):
            return self._last_copy(key) or response
        if tag and is_storable(response):
            self._describe(request, response, tag)
            if request.method == "GET" and not getattr(response, "from_page_cache", False):
                headers = tuple((n, v) for n, v in response.headers.items() if n.lower() not in DROPPED)
                _set(key, Page(tag, response.content, headers))
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The copy when it is still right; else remember where to keep the new answer."""
        if not settings.PAGE_CACHE or not is_public(request, view):
            return None
        key = key_of(request)
        request.page_cache = (key, "")  # type: ignore[attr-defined]
        try:
            tag = tag_of(key, catalogue_stamp())
        except AWAY as error:
            return away_response(request, error)
        request.page_cache = (key, tag)  # type: ignore[attr-defined]
        if request.headers.get("If-None-Match") == tag:
            return self._not_modified(request, tag)
        page = _get(key)
        if page is None or page.tag != tag:
            return None
        response = page.response()
        response.from_page_cache = True  # type: ignore[attr-defined]
        return get_conditional_response(request, etag=response.get("ETag"), response=response)

    def _not_modified(self, request: HttpRequest, tag: str) -> HttpResponse:
        response = HttpResponse(status=304)
        self._describe(request, response, tag)
        return response

    @staticmethod
    def _describe(request: HttpRequest, response: HttpResponse, tag: str) -> None:
        # no-cache: keep it, and ask before each use, so that a withdrawal reaches everybody at once.
        private = "private" if request.GET else "public"
        response.headers.setdefault("ETag", tag)
        response.headers.setdefault("Cache-Control", f"{private}, no-cache, stale-if-error=86400")
        patch_vary_headers(response, ("Cookie", *VARIES))

    @staticmethod
    def _last_copy(key: str) -> HttpResponse | None:
        page = _get(key)
        if page is None:
            return None
        response = page.response()
        del response.headers["ETag"]
        response.headers["Cache-Control"] = "no-store"
        response.headers["Warning"] = '111 - "Revalidation failed: the database is away"'
        return response
