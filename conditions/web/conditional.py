"""Answers that are not sent again while nothing changed."""

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

FOR_EVER = 31_536_000


def conditional(
    request: HttpRequest,
    response: HttpResponse,
    *,
    etag: str = "",
    max_age: int = 300,
    since: datetime | None = None,
) -> HttpResponse:
    """The response with a strong ETag, or 304 when the client has it. The tag is that of the bytes unless given.

    `since` is when the content became what it is. Answers to a query may say what somebody looked for: they are
    kept by the client alone, not by caches on the way. FOR_EVER is for what never changes.
    """
    tag = f'"{etag or hashlib.sha256(response.content).hexdigest()[:32]}"'
    moment = int(since.timestamp()) if since else None
    response["ETag"] = tag
    if moment is not None:
        response["Last-Modified"] = http_date(moment)
    if "Cache-Control" not in response.headers:
        directives = {"private" if request.GET else "public": True, "max_age": max_age}
        patch_cache_control(response, **directives, **({"immutable": True} if max_age == FOR_EVER else {}))
    answered = get_conditional_response(request, etag=tag, last_modified=moment, response=response)
    if answered is None:
        return response
    return answered
