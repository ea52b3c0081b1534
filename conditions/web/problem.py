"""Errors for programs: application/problem+json (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from glutes.database_away import RETRY_AFTER_SECONDS

CONTENT_TYPE = "application/problem+json"


def problem(status: int, detail: str, **extra: Any) -> HttpResponse:
    """The problem as a response; `detail` is a sentence for a person, `extra` are further members."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return HttpResponse(
        json.dumps(body | extra, ensure_ascii=False), status=status, content_type=CONTENT_TYPE
    )


def try_again(detail: str) -> HttpResponse:
    """503 with the time after which it is worth asking again."""
    response = problem(503, detail)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
