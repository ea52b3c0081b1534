"""Declares the differential's addresses for the documentation; conditions/web/views/differentiate_api.py answers."""

from typing import Annotated

from pydantic import Field, RootModel, StringConstraints

from conditions.differential.model import Prior
from conditions.document import Slug
from conditions.interchange.api.answers import Answer
from conditions.interchange.api.openapi import Endpoint
from conditions.interchange.api.parameters import Parameters
from conditions.interchange.differentiate import (
    MOST_RESULTS,
    CaseAnswer,
    DifferentiateRequest,
    RecogniseAnswer,
    RecogniseRequest,
)
from conditions.web.views.api.endpoint import ENDPOINTS


class Ranked(CaseAnswer):
    """One ranking, with the method and the editions that it rests on."""

    method: str
    prior: Prior
    editions: dict[Slug, int]


class RankedCases(Answer):
    """A batch of rankings, in the order of the cases."""

    method: str
    prior: Prior
    editions: dict[Slug, int]
    cases: tuple[CaseAnswer, ...]


class Differentiated(RootModel[Ranked | RankedCases]):
    """One ranking, or a batch where cases were asked for."""


_ID = r"[a-z0-9]+(-[a-z0-9]+)*"
_EDITION = rf"{_ID}\.[1-9][0-9]{{0,5}}"
Ids = Annotated[str, StringConstraints(pattern=rf"^{_ID}(,{_ID})*$", max_length=400)]
Many = Field(max_length=40, description="Ids of findings, repeated or joined by commas.")


class Differentiate(Parameters):
    """Findings to rank in an address."""

    present: Annotated[tuple[Ids, ...], Many] = ()
    absent: Annotated[tuple[Ids, ...], Many] = ()
    prior: Prior = "base-rate"
    editions: Annotated[
        str | None,
        Field(
            pattern=rf"^({_EDITION}(~{_EDITION})*)?$",
            description="Editions to use in place of the current ones: slug.number, joined by ~, each slug once.",
        ),
    ] = None
    limit: Annotated[int, Field(ge=1, le=MOST_RESULTS)] = 20
    next: Annotated[int, Field(ge=0, le=20, description="How many findings to look for next.")] = 5


ENDPOINTS += [
    Endpoint(
        "differentiate",
        "api-differentiate",
        "Rank findings",
        "Conditions by their support from findings that are present and absent, with the working of each, and "
        "the findings that would tell them apart best. Not a diagnosis. Nothing is stored.",
        Ranked,
        "differentiate?present=lateral-hip-pain&absent=groin-pain",
        "Reasoning",
        parameters=Differentiate,
        errors=(404, 422),
    ),
    Endpoint(
        "differentiate",
        "api-differentiate-cases",
        "Rank findings, one case or many",
        "The same by JSON, on the current or on named editions; up to 500 cases at once.",
        Differentiated,
        "differentiate",
        "Reasoning",
        errors=(404, 413, 422),
        body=DifferentiateRequest,
        example_body='{"cases": [{"present": ["lateral-hip-pain"]}, {"present": ["groin-pain"]}]}',
    ),
    Endpoint(
        "findings/recognise",
        "api-recognise",
        "Recognise findings in a text",
        "Findings that a note names as present or absent, with the place of each. Nothing is stored.",
        RecogniseAnswer,
        "findings/recognise",
        "Reasoning",
        errors=(413, 422),
        body=RecogniseRequest,
        example_body='{"text": "Pain over the outer hip, no groin pain."}',
    ),
]
