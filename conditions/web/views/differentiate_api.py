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
from conditions.web.conditional import conditional
from conditions.web.differentiate.state import MalformedStateError, State
from conditions.web.views.api.endpoint import ApiError, guarded
from conditions.web.views.api.reasoning import Differentiate

MOST_BYTES = 1_000_000
Api = Callable[[HttpRequest], HttpResponse]


def _api(*methods: str) -> Callable[[Api], Api]:
    def decorate(view: Api) -> Api:
        @csrf_exempt
        @wraps(view)
        def guarded_view(request: HttpRequest) -> HttpResponse:
            response = guarded(request, lambda: view(request), ", ".join([*methods, "OPTIONS"]))
            response["Cache-Control"] = "no-store"
            return response

        return guarded_view

    return decorate


@_api("GET", "HEAD", "POST")
def differentiate(request: HttpRequest) -> HttpResponse:
    """Rank findings: by JSON body, or `present`, `absent`, `prior`, `editions` in the address."""
    if request.method == "POST":
        return _ranked(_parsed(request, DifferentiateRequest))
    # The tag is for clients that keep answers themselves: no cache on the way may.
    return conditional(request, _ranked(_from_address(request)))


def _ranked(asked: DifferentiateRequest) -> HttpResponse:
    if asked.cases is not None and (asked.present or asked.absent):
        raise ApiError(422, "Give either present and absent, or cases.")
    try:
        used = published.of_editions(asked.editions) if asked.editions else published.current()
    except UnknownEditionError as error:
        raise ApiError(404, str(error)) from error
    model = used.model(asked.prior)
    body = envelope(asked, used.editions)
    try:
        if asked.cases is None:
            body |= answer_case(model, asked, asked.limit, asked.next)
        else:
            body["cases"] = [_case(model, case, asked, number) for number, case in enumerate(asked.cases)]
    except FindingsError as error:
        raise ApiError(422, str(error), findings=list(error.findings)) from error
    return JsonResponse(body)


def _case(model: Any, case: Case, asked: DifferentiateRequest, number: int) -> dict[str, Any]:
    try:
        return answer_case(model, case, asked.limit, asked.next)
    except FindingsError as error:
        detail = f"Case {number + 1}: {error}"
        raise ApiError(422, detail, case=number, findings=list(error.findings)) from error


@_api("POST")
def recognise(request: HttpRequest) -> HttpResponse:
    """Findings in a text, present and absent."""
    asked = _parsed(request, RecogniseRequest)
    try:
        return JsonResponse(recognised(published.current().recogniser.recognise(asked.text)))
    except TextTooLongError as error:
        raise ApiError(413, str(error)) from error


def _from_address(request: HttpRequest) -> DifferentiateRequest:
    """The query, which is checked like any other of the API. Raises ParameterError."""
    given = Differentiate.from_query(dict(request.GET.lists()))
    try:
        state = State.from_params(request.GET)
    except MalformedStateError as error:
        raise ApiError(400, str(error)) from error
    return DifferentiateRequest(
        present=state.present,
        absent=state.absent,
        prior=state.prior,
        editions=dict(state.editions),
        limit=given.limit,
        next=given.next,
    )


def _parsed(request: HttpRequest, model: Any) -> Any:
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        raise ApiError(413, f"The request is larger than {MOST_BYTES:,} bytes.")
    try:
        data = json.loads(request.body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ApiError(400, "The body is not JSON in UTF-8.") from error
    if not isinstance(data, dict):
        raise ApiError(422, "The body must be a JSON object.")
    try:
        # Strict: a number that is written as text is a mistake, and the schema says so.
        return model.model_validate_json(request.body, strict=True)
    except ValidationError as invalid:
        errors = [{"path": _path(e["loc"]), "message": e["msg"]} for e in invalid.errors()[:20]]
        first = errors[0]
        raise ApiError(422, f"{first['path'] or 'body'}: {first['message']}.", errors=errors) from invalid


def _path(steps: tuple[int | str, ...]) -> str:
    """The dotted path of an error; a key of the request may hold what UTF-8 can't."""
    return ".".join(map(str, steps)).encode("utf-8", "replace").decode()[:200]
