"""Findings, red flags and references."""

from conditions.catalogue.entry import FindingEntry, ReferenceEntry
from conditions.document import Finding
from conditions.interchange.api import answers, contents, cursor
from conditions.interchange.api.openapi import Endpoint
from conditions.interchange.api.parameters import FindingList, Parameters, ReferenceList
from conditions.web.views.api.endpoint import ApiError, endpoint
from conditions.web.views.api.paging import next_page


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
    after = cursor.slug("findings", parameters.cursor)
    found = contents.findings(wanted, parameters.urgent, after, parameters.limit)
    items = tuple(found[: parameters.limit])
    following = cursor.write("findings", items[-1].id) if len(found) > len(items) else None
    return answers.FindingPage(
        items=items, cursor=following, next=next_page("api-findings", parameters, following)
    )


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
    after = cursor.slug("references", parameters.cursor)
    found = contents.references(parameters.design, after, parameters.limit)
    items = tuple(found[: parameters.limit])
    following = cursor.write("references", items[-1].reference.id) if len(found) > len(items) else None
    return answers.ReferencePage(
        items=items, cursor=following, next=next_page("api-references", parameters, following)
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
