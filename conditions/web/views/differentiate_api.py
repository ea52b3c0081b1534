"""The differential for programs: rank findings, one case or up to 500; recognise findings in a text.

Stateless: nothing is stored, no cookie is read or set, any site's script may ask.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError

from conditions.catalogue import ranking as published
from conditions.catalogue.ranking import UnknownEditionError
from conditions.differential.facts import FindingsError
from conditions.differential.recognise import TextTooLongError
from conditions.interchange.differentiate import (
    Case,
    DifferentiateRequest,
    RecogniseRequest,
    answer_case,
    envelope,
    recognised,
)
from conditions.web import rate_limit
from conditions.web.cors import preflight, readable_anywhere
from conditions.web.differentiate.state import MalformedStateError, State
from conditions.web.problem import problem

MOST_BYTES = 1_000_000
Api = Callable[[HttpRequest], HttpResponse]


class _RefusedError(Exception):
    """A request that is refused: status, sentence, further members of the problem."""

    def __init__(self, status: int, detail: str, **extra: Any) -> None:
        self.status, self.detail, self.extra = status, detail, extra
        super().__init__(detail)


def _api(*methods: str) -> Callable[[Api], Api]:
    allowed = ", ".join([*methods, "OPTIONS"])

    def decorate(view: Api) -> Api:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            if request.method == "OPTIONS":
                return preflight(allowed)
            if request.method not in methods:
                response = problem(405, f"{request.method} is not offered here: use {' or '.join(methods)}.")
                response["Allow"] = allowed
                return readable_anywhere(response)
            allowance = rate_limit.take(request)
            if allowance.exceeded:
                detail = (
                    f"More than {allowance.limit} requests in a minute. Go on in {allowance.reset} seconds."
                )
                response = problem(429, detail)
                response["Retry-After"] = str(allowance.reset)
            else:
                response = _answered(view, request)
            for name, value in allowance.headers.items():
                response[name] = value
            response["Cache-Control"] = "no-store"
            return readable_anywhere(response)

        return guarded

    return decorate


def _answered(view: Api, request: HttpRequest) -> HttpResponse:
    try:
        return view(request)
    except _RefusedError as refused:
        return problem(refused.status, refused.detail, **refused.extra)


@_api("GET", "POST")
def differentiate(request: HttpRequest) -> HttpResponse:
    """Rank findings: by JSON body, or `present`, `absent`, `prior`, `editions` in the address."""
    asked = _from_address(request) if request.method == "GET" else _parsed(request, DifferentiateRequest)
    if asked.cases is not None and (asked.present or asked.absent):
        raise _RefusedError(422, "Give either present and absent, or cases.")
    try:
        used = published.of_editions(asked.editions) if asked.editions else published.current()
    except UnknownEditionError as error:
        raise _RefusedError(404, str(error)) from error
    model = used.model(asked.prior)
    body = envelope(asked, used.editions)
    try:
        if asked.cases is None:
            body |= answer_case(model, asked, asked.limit, asked.next)
        else:
            body["cases"] = [_case(model, case, asked, number) for number, case in enumerate(asked.cases)]
    except FindingsError as error:
        raise _RefusedError(422, str(error), findings=list(error.findings)) from error
    return JsonResponse(body)


def _case(model: Any, case: Case, asked: DifferentiateRequest, number: int) -> dict[str, Any]:
    try:
        return answer_case(model, case, asked.limit, asked.next)
    except FindingsError as error:
        detail = f"Case {number + 1}: {error}"
        raise _RefusedError(422, detail, case=number, findings=list(error.findings)) from error


@_api("POST")
def recognise(request: HttpRequest) -> HttpResponse:
    """Findings in a text, present and absent."""
    asked = _parsed(request, RecogniseRequest)
    try:
        return JsonResponse(recognised(published.current().recogniser.recognise(asked.text)))
    except TextTooLongError as error:
        raise _RefusedError(413, str(error)) from error


def _from_address(request: HttpRequest) -> DifferentiateRequest:
    try:
        state = State.from_params(request.GET)
    except MalformedStateError as error:
        raise _RefusedError(422, str(error)) from error
    numbers = {name: request.GET[name] for name in ("limit", "next") if name in request.GET}
    return _validated(
        DifferentiateRequest,
        {
            "present": list(state.present),
            "absent": list(state.absent),
            "prior": state.prior,
            "editions": dict(state.editions),
            **numbers,
        },
    )


def _parsed(request: HttpRequest, model: Any) -> Any:
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        raise _RefusedError(413, f"The request is larger than {MOST_BYTES:,} bytes.")
    try:
        data = json.loads(request.body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise _RefusedError(400, "The body is not JSON in UTF-8.") from error
    if not isinstance(data, dict):
        raise _RefusedError(422, "The body must be a JSON object.")
    return _validated(model, data)


def _validated(model: Any, data: dict[str, Any]) -> Any:
    try:
        return model.model_validate(data)
    except ValidationError as invalid:
        errors = [{"path": _path(e["loc"]), "message": e["msg"]} for e in invalid.errors()[:20]]
        first = errors[0]
        raise _RefusedError(422, f"{first['path']}: {first['message']}.", errors=errors) from invalid


def _path(steps: tuple[int | str, ...]) -> str:
    """The dotted path of an error; a key of the request may hold what UTF-8 can't."""
    return ".".join(map(str, steps)).encode("utf-8", "replace").decode()[:200]
