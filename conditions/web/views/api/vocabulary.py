"""Findings, red flags and references."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from conditions.catalogue.entry import FindingEntry, ReferenceEntry
from conditions.document import Finding
from conditions.interchange.api import answers, contents
from conditions.interchange.api.openapi import Endpoint
from conditions.interchange.api.parameters import FindingList, Parameters, ReferenceList
from conditions.web.views.api.endpoint import ApiError, endpoint


@endpoint(
    Endpoint(
        "findings",
        "api-findings",
        "Findings",
        "The vocabulary of symptoms, signs, tests, history and results, by id.",
        answers.FindingPage,
        "findings?kind=test&limit=5",
        "Vocabulary",
        parameters=FindingList,
    )
)
def findings(parameters: FindingList) -> answers.FindingPage:
    """One page of findings."""
    wanted = {"kind": parameters.kind, "group": parameters.group, "region": parameters.region}
    found = contents.findings(wanted, parameters.urgent, parameters.cursor or "", parameters.limit)
    items = tuple(found[: parameters.limit])
    cursor = items[-1].id if len(found) > parameters.limit else None
    return answers.FindingPage(items=items, cursor=cursor, next=next_page("api-findings", parameters, cursor))


@endpoint(
    Endpoint(
        "findings/<slug:slug>",
        "api-finding",
        "One finding",
        "Definition, procedure, urgency and prevalence of a finding.",
        Finding,
        "findings/trendelenburg-sign",
        "Vocabulary",
        errors=(404,),
    )
)
def finding(parameters: Parameters, slug: str) -> str:
    """The stored bytes of a finding."""
    try:
        return contents.finding_body(slug)
    except FindingEntry.DoesNotExist:
        raise ApiError(404, f"There is no finding “{slug}”.") from None


@endpoint(
    Endpoint(
        "references",
        "api-references",
        "References",
        "Every cited source as CSL-JSON with its study design, by id, and its standing today.",
        answers.ReferencePage,
        "references?design=randomised-trial&limit=5",
        "Vocabulary",
        parameters=ReferenceList,
    )
)
def references(parameters: ReferenceList) -> answers.ReferencePage:
    """One page of references."""
    found = contents.references(parameters.design, parameters.cursor or "", parameters.limit)
    items = tuple(found[: parameters.limit])
    cursor = items[-1].reference.id if len(found) > parameters.limit else None
    return answers.ReferencePage(
        items=items, cursor=cursor, next=next_page("api-references", parameters, cursor)
    )


@endpoint(
    Endpoint(
        "references/<slug:slug>",
        "api-reference",
        "One reference",
        "A source, and whether it was retracted, corrected or questioned since.",
        answers.ReferenceWithStanding,
        "references/mellor2018education",
        "Vocabulary",
        errors=(404,),
    )
)
def reference(parameters: Parameters, slug: str) -> answers.ReferenceWithStanding:
    """A reference with its standing."""
    try:
        return contents.with_standing(contents.reference_row(slug))
    except ReferenceEntry.DoesNotExist:
        raise ApiError(404, f"There is no reference “{slug}”.") from None


@endpoint(
    Endpoint(
        "red-flags",
        "api-red-flags",
        "Red flags",
        "Urgent findings, emergencies first, with the conditions that they point to; and urgent conditions.",
        answers.RedFlags,
        "red-flags",
        "Vocabulary",
    )
)
def red_flags(parameters: Parameters) -> answers.RedFlags:
    """Every red flag."""
    return contents.red_flags()


def next_page(name: str, parameters: Parameters, cursor: str | None) -> str | None:
    """The address of the rest of a list, or None at its end."""
    if cursor is None:
        return None
    values: dict[str, Any] = parameters.model_dump(exclude_none=True, exclude_unset=True)
    pairs: Sequence[tuple[str, Any]] = [*(values | {"cursor": cursor}).items()]
    return contents.absolute(f"{reverse(name)}?{urlencode(pairs, doseq=True)}")
