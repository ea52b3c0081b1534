"""What every address of the API has in common: methods, limit, parameters, ETag, errors, CORS."""

import json
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from conditions.interchange.api.answers import Answer, plain
from conditions.interchange.api.openapi import Endpoint
from conditions.interchange.api.parameters import ParameterError
from conditions.web import rate_limit
from conditions.web.conditional import conditional
from conditions.web.cors import preflight, readable_anywhere
from conditions.web.problem import problem
from glutes.database_away import AWAY, RETRY_AFTER_SECONDS

METHODS = "GET, HEAD, OPTIONS"
logger = logging.getLogger(__name__)
ENDPOINTS: list[Endpoint] = []
URLS: list[Any] = []


class ApiError(Exception):
    """An answer that is an error: status, sentence, further members."""

    def __init__(self, status: int, detail: str, **extra: Any) -> None:
        self.status, self.detail, self.extra = status, detail, extra
        super().__init__(detail)


def endpoint(declared: Endpoint) -> Callable[..., Callable[..., HttpResponse]]:
    """Make a function of (parameters, places) that returns an Answer or JSON text a view, and declare it.

    The text of a stored document may come with its ETag, as a pair.
    """

    def decorate(answer: Callable[..., Answer | str | tuple[str, str]]) -> Callable[..., HttpResponse]:
        def respond(request: HttpRequest, **places: Any) -> HttpResponse:
            parameters = declared.parameters.from_query(dict(request.GET.lists()))
            return _sent(request, declared, answer(parameters, **places))

        @wraps(answer)
        def view(request: HttpRequest, **places: Any) -> HttpResponse:
            return guarded(request, lambda: respond(request, **places))

        view.csrf_exempt = True  # type: ignore[attr-defined]  # reads only: any other method is 405
        ENDPOINTS.append(declared)
        URLS.append(path(declared.route, view, name=declared.name))
        return view

    return decorate


def guarded(request: HttpRequest, respond: Callable[[], HttpResponse]) -> HttpResponse:
    """The response with the limit counted, errors as problems, and headers for other origins."""
    if request.method == "OPTIONS":
        return preflight(METHODS)
    allowance = rate_limit.take(request)
    if request.method not in ("GET", "HEAD"):
        response = problem(405, f"Only {METHODS} are answered here.")
        response["Allow"] = METHODS
    elif allowance.exceeded:
        detail = f"More than {allowance.limit} requests in a minute. Go on in {allowance.reset} seconds."
        response = problem(429, detail)
        response["Retry-After"] = str(allowance.reset)
    else:
        response = _answered(request, respond)
    for name, value in allowance.headers.items():
        response[name] = value
    return readable_anywhere(response)


def _answered(request: HttpRequest, respond: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return respond()
    except ParameterError as error:
        return problem(400, "The query can’t be read.", errors=error.errors)
    except ApiError as error:
        return problem(error.status, error.detail, **error.extra)
    except AWAY:
        logger.error("The database is away: %s %s", request.method, request.path)
        response = problem(503, f"The database can’t be reached. Try again in {RETRY_AFTER_SECONDS} seconds.")
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    except Exception:
        if settings.DEBUG_PROPAGATE_EXCEPTIONS:
            raise
        logger.exception("The API failed: %s %s", request.method, request.path)
        return problem(500, "Something went wrong here. It was recorded.")


def _sent(request: HttpRequest, declared: Endpoint, answer: Answer | str | tuple[str, str]) -> HttpResponse:
    text, tag = answer if isinstance(answer, tuple) else (answer, "")
    if isinstance(text, Answer):
        text = json.dumps(plain(text), ensure_ascii=False)
    response = HttpResponse(text, content_type=declared.media_type)
    return conditional(request, response, etag=tag, max_age=60)
