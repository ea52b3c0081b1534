"""Answers that are not sent again while nothing changed."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control


def conditional(
    request: HttpRequest, response: HttpResponse, *, etag: str = "", max_age: int = 300
) -> HttpResponse:
    """The response with a strong ETag, or 304 when the client has it. The tag is that of the bytes unless given."""
    tag = f'"{etag or hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = tag
    patch_cache_control(response, public=True, max_age=max_age)
    answered = get_conditional_response(request, etag=tag, response=response)
    if answered is None:
        return response
    return answered
