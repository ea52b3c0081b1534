"""What the API answers with. Conditions, findings and references keep the form of the document."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from conditions.document import (
    Association,
    BaseRate,
    Category,
    ClinicalCode,
    Finding,
    Reference,
    Region,
    Slug,
    Urgency,
    as_plain,
)

# Parts keep their own spelling: the names of the format, defaults left out.
PlainFinding = Annotated[Finding, PlainSerializer(as_plain)]
PlainReference = Annotated[Reference, PlainSerializer(as_plain)]
PlainAssociation = Annotated[Association, PlainSerializer(as_plain)]
PlainCode = Annotated[ClinicalCode, PlainSerializer(as_plain)]


class Answer(BaseModel):
    """The base of all answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Stored:
    """The text of a published part as it is stored: its hash, since when it is so, and what belongs to it."""

    text: str
    sha256: str = ""
    since: datetime | None = None
    links: tuple[tuple[str, str], ...] = ()
    for_ever: bool = False


class Problem(BaseModel):
    """An error, as RFC 9457 has it; `detail` is a sentence for a person. Some errors carry more members."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str


class ConditionSummary(Answer):
    """A published condition as lists show it. `sha256` is the hash of its document, and its ETag."""

    slug: Slug
    name: str
    abbreviation: str | None
    category: Category
    base_rate: BaseRate
    urgency: Urgency | None
    regions: tuple[Region, ...]
    codes: tuple[PlainCode, ...]
    summary: str
    edition: int
    sha256: str
    published_at: datetime
    reviewed_on: date | None
    review_due: date | None
    page: Annotated[str, Field(description="The page for people.")]
    document: Annotated[str, Field(description="The whole document in this API.")]


class Edition(Answer):
    """One published version of a condition."""

    number: int
    name: str
    sha256: str
    previous_sha256: Annotated[str | None, Field(description="The hash of the edition before: a chain.")]
    published_at: datetime
    author: str
    reviewer: str
    change_summary: str
    significance: Annotated[str, Field(description="significant or minor")]
    page: str
    document: str


class EditionList(Answer):
    """The editions of a condition, newest first. `cursor` leads to the rest; it is null at the end."""

    slug: Slug
    editions: tuple[Edition, ...]
    cursor: str | None
    next: str | None


class FindingPage(Answer):
    """Findings by id. `cursor` leads to the rest; it is null at the end."""

    items: tuple[PlainFinding, ...]
    cursor: str | None
    next: str | None


class ReferenceWithStanding(Answer):
    """A reference, and whether it was retracted, corrected or questioned since."""

    reference: PlainReference
    standing: str
    standing_note: str
    page: str | None


class ReferencePage(Answer):
    """References by id. `cursor` leads to the rest; it is null at the end."""

    items: tuple[ReferenceWithStanding, ...]
    cursor: str | None
    next: str | None


class Named(Answer):
    """A condition by slug and name."""

    slug: Slug
    name: str


class RedFlag(Answer):
    """An urgent finding and the conditions that it points to."""

    finding: PlainFinding
    conditions: tuple[Named, ...]


class RedFlags(Answer):
    """Every urgent finding, emergencies first, and the conditions that are urgent themselves."""

    findings: tuple[RedFlag, ...]
    conditions: tuple[ConditionSummary, ...]


class ComparedFinding(Answer):
    """One finding across the compared conditions; null where a condition says nothing of it."""

    finding: PlainFinding
    associations: Annotated[
        tuple[PlainAssociation | None, ...], Field(description="In the order of `conditions`.")
    ]


class Comparison(Answer):
    """Conditions side by side: every finding that any of them names."""

    conditions: tuple[ConditionSummary, ...]
    findings: tuple[ComparedFinding, ...]


class Version(Answer):
    """The state of the catalogue: `catalogue` grows with each publication."""

    catalogue: int
    conditions: int
    findings: int
    references: int
    schema_version: int
    api: str


class CatalogueItem(Answer):
    """The state of one condition. A withdrawn one says why, and keeps its last edition."""

    slug: Slug
    name: str
    edition: int
    sha256: str
    published_at: datetime
    changed_in: Annotated[int, Field(description="The catalogue version that brought this state.")]
    withdrawn: bool
    withdrawn_reason: str
    replacement: str
    document: Annotated[str, Field(description="The edition in this API.")]


class CataloguePage(Answer):
    """Conditions by slug, those that were withdrawn included: what a mirror needs to follow."""

    version: int
    items: tuple[CatalogueItem, ...]
    cursor: str | None
    next: str | None


class Suggested(Answer):
    """A condition, finding, claim or reference that fits what was typed."""

    kind: str
    slug: str
    label: str
    note: str
    page: str | None


class Suggestions(Answer):
    """Suggestions for half-typed words, the best first within each kind."""

    query: str
    items: tuple[Suggested, ...]


class Index(Answer):
    """Where everything is."""

    name: str
    documentation: str
    openapi: str
    links: dict[str, str]
