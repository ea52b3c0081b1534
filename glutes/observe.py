"""Number each request, time it and count it; outermost, so that nothing is missed."""

import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from glutes import logs, metrics

_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")


def number_of(request: HttpRequest) -> str:
    """The number that a proxy of ours gave the request, or a new one."""
    given = request.headers.get("X-Request-ID", "")
    return given if settings.BEHIND_PROXY and _GIVEN.fullmatch(given) else uuid.uuid4().hex[:16]


class ObserveMiddleware:
    """Sets X-Request-ID on the answer and the number on every log line in between."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = number_of(request)
        # Not taken back afterwards: Django logs a failed request when it has left the middleware.
        logs.request_id.set(number)
        logs.typed.set(logs.words_of(request.META.get("QUERY_STRING", "")))
        began = time.perf_counter()
        kind = metrics.kind_of(request.path_info)
        metrics.registry.enter()
        status = 500
        try:
            response = self.get_response(request)
            status = response.status_code
        finally:
            metrics.registry.leave(kind, status, time.perf_counter() - began)
        response.headers["X-Request-ID"] = number
        return response
