"""What every address of the API has in common: methods, limit, parameters, ETag, errors, CORS."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from pydantic import BaseModel

from conditions.catalogue.index import CatalogueNotReadyError
from conditions.interchange.api.answers import Stored
from conditions.interchange.api.openapi import Endpoint
from conditions.interchange.api.parameters import ParameterError
from conditions.web import rate_limit
from conditions.web.conditional import FOR_EVER, conditional
from conditions.web.cors import preflight, readable_anywhere
from conditions.web.problem import problem, try_again
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
    """Make a view of a function of (parameters, places) that returns a model or text, and declare it."""

    def decorate(answer: Callable[..., BaseModel | str | Stored]) -> Callable[..., HttpResponse]:
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


def guarded(
    request: HttpRequest, respond: Callable[[], HttpResponse], methods: str = METHODS
) -> HttpResponse:
    """The response with the limit counted, errors as problems, and headers for other origins."""
    if request.method == "OPTIONS":
        return preflight(methods)
    allowance = rate_limit.take(request)
    if request.method not in methods.split(", "):
        response = problem(405, f"Only {methods} are answered here.")
        response["Allow"] = methods
    elif allowance.exceeded:
        response = _too_many(allowance)
    else:
        response = _answered(request, respond)
    for name, value in allowance.headers.items():
        response[name] = value
    return readable_anywhere(response)


def _too_many(allowance: rate_limit.Allowance) -> HttpResponse:
    detail = f"More than {allowance.limit} requests in a minute. Go on in {allowance.reset} seconds."
    response = problem(429, detail, **{"violated-policies": [rate_limit.POLICY]})
    response["Retry-After"] = str(allowance.reset)
    return response


def unreadable(error: ParameterError) -> HttpResponse:
    """The problem of a query that can't be read: each fault by parameter, the first one in the sentence."""
    first = error.errors[0]
    return problem(400, f"{first['parameter']}: {first['message']}", errors=error.errors)


def _answered(request: HttpRequest, respond: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return respond()
    except ParameterError as error:
        return unreadable(error)
    except ApiError as error:
        return problem(error.status, error.detail, **error.extra)
    except CatalogueNotReadyError as error:
        return try_again(str(error))
    except AWAY:
        logger.error("The database is away: %s %s", request.method, request.path)
        return try_again(f"The database can’t be reached. Try again in {RETRY_AFTER_SECONDS} seconds.")
    except Exception:
        if settings.DEBUG_PROPAGATE_EXCEPTIONS:
            raise
        logger.exception("The API failed: %s %s", request.method, request.path)
        return problem(500, "Something went wrong here. It was recorded.")


def _sent(request: HttpRequest, declared: Endpoint, answer: BaseModel | str | Stored) -> HttpResponse:
    stored = answer if isinstance(answer, Stored) else Stored(_text(answer))
    response = HttpResponse(stored.text, content_type=declared.media_type)
    following = getattr(answer, "next", None)
    links = [*stored.links, *([("next", following)] if following else [])]
    max_age = FOR_EVER if stored.for_ever else 60
    sent = conditional(request, response, etag=stored.sha256, max_age=max_age, since=stored.since)
    if links:
        sent["Link"] = ", ".join(f'<{url}>; rel="{relation}"' for relation, url in links)
    return sent


def _text(answer: BaseModel | str) -> str:
    return answer if isinstance(answer, str) else answer.model_dump_json()
