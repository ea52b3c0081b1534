"""Answer with a file: entity tag, conditional requests, one byte range (RFC 9110, sections 13 and 14)."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

# Chromium shows a PDF in a page of its own making that the PDF's policy applies to: under the site's
# default-src 'none' it stays blank (https://crbug.com/271452). A PDF can do nothing that the rest would forbid.
POLICY = "frame-ancestors 'none'"
_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*")


def pdf_response(
    request: HttpRequest, make: Callable[[], bytes], *, tag: str, file_name: str, cache_control: str
) -> HttpResponseBase:
    """The PDF, made only when it is needed: 200, 206 for a range, 304 or 412 as the request's conditions say.

    A range that starts past the end is 416. Several ranges, and anything that is no
    range of bytes, are answered with the whole, as the standard allows.
    """
    etag = f'"{tag}"'
    # Weighed before the file is made: a reader who has it costs nothing.
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged if unchanged is not None else _part_or_whole(request, make(), etag)
    response.headers.setdefault("ETag", etag)
    response["Cache-Control"] = cache_control
    response["Content-Security-Policy"] = POLICY
    if response.status_code in (200, 206):
        response["Content-Disposition"] = f'inline; filename="{file_name}"'
        response["Accept-Ranges"] = "bytes"
    return response


def _part_or_whole(request: HttpRequest, content: bytes, etag: str) -> HttpResponse:
    size = len(content)
    wanted = _wanted(request, size) if request.headers.get("If-Range", etag) == etag else None
    if wanted is None:
        return HttpResponse(content, content_type="application/pdf")
    first, last = wanted
    if first >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = HttpResponse(content[first : last + 1], status=206, content_type="application/pdf")
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _wanted(request: HttpRequest, size: int) -> tuple[int, int] | None:
    """The first and last byte that are asked for, or None for the whole."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or found is None or found[1] == found[2] == "":
        return None
    if not found[1]:
        length = int(found[2])
        return (max(size - length, 0) if length else size), size - 1
    first, last = int(found[1]), int(found[2]) if found[2] else None
    if last is None:
        return first, size - 1
    return None if last < first else (first, min(last, size - 1))
