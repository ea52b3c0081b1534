"""A body that is too large is refused before it is read: 413 with the limit."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

MEGABYTE = 1024 * 1024
PUBLIC_MEGABYTES = 1


class UploadLimitMiddleware:
    """MAX_UPLOAD_MB for the admin, where files of references are imported; one megabyte elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        in_admin = request.path_info.startswith(f"/{settings.ADMIN_PATH}/")
        limit = settings.MAX_UPLOAD_MB if in_admin else PUBLIC_MEGABYTES
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > limit * MEGABYTE:
            reason = f"What was sent is larger than {limit} MB, which is the most that is taken here."
            response = render(request, "400.html", {"reason": reason}, status=413)
            response["Connection"] = "close"
            return response
        return self.get_response(request)
