"""The one schema of the product: a condition as a document.

`ConditionDocument` is the published snapshot, the API response, the import and
export format and the JSON Schema. In a file of the content pack it names the
findings and references that it uses by id; an edition also embeds them, in
`vocabulary` and `bibliography`, so that it stays readable for ever.

Free of Django: it can be read in a notebook and by outsiders.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

SCHEMA_VERSION = 1

FindingKind = Literal["symptom", "sign", "test", "history", "imaging", "laboratory"]
FindingGroup = Literal[
    "pain-site",
    "radiation",
    "pain-quality",
    "aggravating",
    "easing",
    "neurological",
    "function",
    "history",
    "observation",
    "palpation",
    "provocation-test",
    "neurodynamic-test",
    "strength-test",
    "imaging",
    "laboratory",
]
Region = Literal[
    "low-back",
    "iliac-crest",
    "upper-buttock",
    "mid-buttock",
    "lower-buttock",
    "si-joint",
    "lateral-hip",
    "groin",
    "anterior-thigh",
    "lateral-thigh",
    "posterior-thigh",
    "below-knee",
    "foot",
    "perineum",
]
Urgency = Literal["emergency", "urgent"]
Cost = Literal["history", "bedside", "imaging-or-laboratory"]
Basis = Literal["cited", "consensus"]
Category = Literal[
    "tendon-and-bursa",
    "nerve-entrapment",
    "joint",
    "spinal-referral",
    "muscle",
    "bone",
    "inflammatory",
    "emergency",
]
BaseRate = Literal["common", "uncommon", "rare"]
CodeSystem = Literal["ICD-10-CM", "ICD-10", "ICD-11", "SNOMED-CT"]
SectionKind = Literal[
    "overview",
    "causes",
    "presentation",
    "examination",
    "investigations",
    "management",
    "prognosis",
    "referral",
]
Certainty = Literal["high", "moderate", "low", "very-low", "consensus"]
Frequency = Literal["very-frequent", "frequent", "occasional", "very-rare", "excluded"]
AssociationTag = Literal["pathognomonic", "diagnostic-criterion", "exclusion-criterion"]
InterventionKind = Literal[
    "education",
    "load-management",
    "exercise",
    "manual-therapy",
    "injection",
    "shockwave",
    "medication",
    "procedure",
    "surgery",
    "device",
    "other",
]
Role = Literal["first-line", "second-line", "specialist", "unproven", "not-recommended"]
Verdict = Literal["supported", "partly-supported", "unproven", "contradicted"]
Design = Literal[
    "guideline",
    "systematic-review",
    "meta-analysis",
    "randomised-trial",
    "diagnostic-accuracy",
    "cohort",
    "case-control",
    "cross-sectional",
    "case-series",
    "case-report",
    "anatomical",
    "narrative-review",
    "consensus",
    "textbook",
    "web-page",
]
ReferenceType = Literal[
    "article-journal",
    "article",
    "book",
    "chapter",
    "report",
    "webpage",
    "thesis",
    "paper-conference",
    "dataset",
    "standard",
]

SECTION_KINDS: tuple[str, ...] = get_args(SectionKind)
FREQUENCIES: tuple[str, ...] = get_args(Frequency)
REGIONS: tuple[str, ...] = get_args(Region)

# Human Phenotype Ontology frequency bands, as shares of people with the condition.
# https://obophenotype.github.io/human-phenotype-ontology/annotations/frequency/
FREQUENCY_BANDS: dict[str, tuple[float, float]] = {
    "very-frequent": (0.80, 0.99),
    "frequent": (0.30, 0.79),
    "occasional": (0.05, 0.29),
    "very-rare": (0.01, 0.04),
    "excluded": (0.0, 0.01),
}


def _no_control_characters(value: str) -> str:
    """PostgreSQL stores no NUL, JSON no lone surrogate; other control characters are never meant."""
    for character in value:
        if (ord(character) < 32 and character not in "\n\t") or 0xD800 <= ord(character) <= 0xDFFF:
            raise ValueError(f"contains the control character U+{ord(character):04X}")
    if not value.strip():
        raise ValueError("is blank")
    return value


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[
    str, StringConstraints(min_length=1, max_length=10_000), AfterValidator(_no_control_characters)
]
Name = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_no_control_characters)]
Share = Annotated[float, Field(ge=0, le=1)]
Ratio = Annotated[float, Field(ge=0)]


def _low_first(value: tuple[float, float]) -> tuple[float, float]:
    if value[0] > value[1]:
        raise ValueError("an interval is [low, high], the lower limit first")
    return value


# The limits of a 95 % confidence interval, as the source prints them.
ShareInterval = Annotated[tuple[Share, Share], AfterValidator(_low_first)]
RatioInterval = Annotated[tuple[Ratio, Ratio], AfterValidator(_low_first)]


def _in_one_order(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


# A set of ids: the order in which it is written says nothing.
Slugs = Annotated[tuple[Slug, ...], AfterValidator(_in_one_order)]


class Part(BaseModel):
    """A piece of a document: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=True)


class LocatedCitation(Part):
    """A citation that says where in the source: a page, a table, a figure."""

    ref: Slug
    locator: Name


Citation = Slug | LocatedCitation


def cited_id(citation: Citation) -> str:
    """The reference id of a citation, with or without a locator."""
    return citation if isinstance(citation, str) else citation.ref


class Prevalence(Part):
    """How common a finding is among adults with these complaints, whatever the cause (0 to 1)."""

    value: Share
    basis: Basis
    citations: tuple[Citation, ...] = ()


class Finding(Part):
    """A symptom, sign, test, piece of history or result: one entry of the shared vocabulary."""

    id: Slug
    name: Name
    kind: FindingKind
    group: FindingGroup
    region: Region | None = None
    synonyms: tuple[Name, ...] = ()
    search_terms: tuple[Name, ...] = ()
    definition: Text | None = None
    procedure: Text | None = None
    urgency: Urgency | None = None
    action: Text | None = None
    prevalence: Prevalence | None = None
    cost: Cost | None = None
    broader: Slugs = ()
    members: Slugs = ()
    threshold: Annotated[int, Field(ge=1)] | None = None
    excludes: Slugs = ()
    citations: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _cluster_is_whole(self) -> "Finding":
        if bool(self.members) != (self.threshold is not None):
            raise ValueError("members and threshold go together")
        if self.threshold is not None and self.threshold > len(self.members):
            raise ValueError("threshold is larger than the number of members")
        return self


class Person(Part):
    """An author or editor as CSL-JSON writes one: family and given name, or a group's literal name."""

    family: Name | None = None
    given: Name | None = None
    literal: Name | None = None

    @model_validator(mode="after")
    def _named_one_way(self) -> "Person":
        if (self.family is None) == (self.literal is None):
            raise ValueError("give either family (and given) or literal")
        return self


class Reference(Part):
    """A published source: a CSL-JSON item with its study design and a reader's note.

    Details that were not seen are left out, so most fields are optional.
    """

    id: Slug
    type: ReferenceType
    title: Text
    author: tuple[Person, ...] = ()
    editor: tuple[Person, ...] = ()
    container_title: Name | None = Field(default=None, alias="container-title")
    issued: (
        Annotated[int, Field(ge=1500, le=2200)]
        | Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}){1,2}$")]
        | None
    ) = None
    volume: Name | None = None
    issue: Name | None = None
    page: Name | None = None
    number: Name | None = None
    edition: Name | None = None
    publisher: Name | None = None
    publisher_place: Name | None = Field(default=None, alias="publisher-place")
    genre: Name | None = None
    DOI: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    PMID: Annotated[str, StringConstraints(pattern=r"^\d{1,9}$")] | None = None
    PMCID: Annotated[str, StringConstraints(pattern=r"^PMC\d+$")] | None = None
    ISBN: Name | None = None
    ISSN: Name | None = None
    URL: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    accessed: date | None = None
    language: Name | None = None
    design: Design
    note: Text | None = None

    @property
    def year(self) -> int | None:
        """Year of publication, or None where it was not seen."""
        return None if self.issued is None else int(str(self.issued)[:4])


class ClinicalCode(Part):
    """A code of a classification or terminology, as seen in a source."""

    system: CodeSystem
    code: Name
    display: Name


class Statement(Part):
    """One cited sentence or two. `id` is stable across editions: it is the anchor of the statement."""

    id: Slug | None = None
    text: Text
    citations: tuple[Citation, ...] = ()
    certainty: Certainty | None = None
    reason: Text | None = None
    checked_on: date | None = None


class Section(Part):
    """Statements of one kind, in reading order."""

    kind: SectionKind
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]


class Accuracy(Part):
    """What one study reports of a test: shares of 0 to 1, ratios from 0; `derived` marks a computed ratio.

    An interval is the 95 % confidence interval that the source prints for the figure, `[low, high]`;
    one of another level, or one that is worked out, is not entered.
    """

    sensitivity: Share | None = None
    specificity: Share | None = None
    lr_positive: Ratio | None = None
    lr_negative: Ratio | None = None
    sensitivity_interval: ShareInterval | None = None
    specificity_interval: ShareInterval | None = None
    lr_positive_interval: RatioInterval | None = None
    lr_negative_interval: RatioInterval | None = None
    n: Annotated[int, Field(ge=1)] | None = None
    reference_standard: Text
    population: Text | None = None
    citation: Citation
    note: Text | None = None
    derived: bool = False
    preferred: bool = False


class Association(Part):
    """How a finding goes with the condition: how often, on what grounds, with which accuracy."""

    finding: Slug
    frequency: Frequency
    probability: Annotated[float, Field(ge=0.005, le=0.99)] | None = None
    n: Annotated[int, Field(ge=0)] | None = None
    m: Annotated[int, Field(ge=1)] | None = None
    basis: Basis
    salient: bool = True
    hallmark: bool = False
    tags: tuple[AssociationTag, ...] = ()
    note: Text | None = None
    accuracy: tuple[Accuracy, ...] = ()
    citations: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _figures_agree(self) -> "Association":
        if (self.n is None) != (self.m is None):
            raise ValueError("n and m go together (n of m people had the finding)")
        if self.n is not None and self.m is not None and self.n > self.m:
            raise ValueError("n is larger than m")
        if sum(row.preferred for row in self.accuracy) > 1:
            raise ValueError("more than one accuracy row is preferred")
        return self


class Differential(Part):
    """Another condition that looks alike, and how to tell the two apart."""

    condition: Slug
    text: Text
    citations: tuple[Citation, ...] = ()


class Intervention(Part):
    """One treatment with its role."""

    name: Name
    kind: InterventionKind
    role: Role
    text: Text
    certainty: Certainty | None = None
    reason: Text | None = None
    citations: tuple[Citation, ...] = ()


class Claim(Part):
    """What a patient may have read, with a verdict."""

    claim: Text
    verdict: Verdict
    text: Text
    citations: tuple[Citation, ...] = ()


class Handout(Part):
    """Words for the patient, at a reading age of about 12."""

    what_it_is: Text
    what_helps: tuple[Text, ...] = ()
    what_to_avoid: tuple[Text, ...] = ()
    when_to_get_help: tuple[Text, ...] = ()


class ConditionDocument(Part):
    """A condition with every statement, figure and source: the whole of a page, a sheet and an edition."""

    slug: Slug
    name: Name
    abbreviation: Name | None = None
    synonyms: tuple[Name, ...] = ()
    search_terms: tuple[Name, ...] = ()
    category: Category
    base_rate: BaseRate
    urgency: Urgency | None = None
    regions: Annotated[tuple[Region, ...], Field(min_length=1)]
    codes: tuple[ClinicalCode, ...] = ()
    summary: Text
    typical_patient: Text | None = None
    sections: tuple[Section, ...] = ()
    findings: tuple[Association, ...] = ()
    differentials: tuple[Differential, ...] = ()
    management: tuple[Intervention, ...] = ()
    claims: tuple[Claim, ...] = ()
    handout: Handout | None = None
    reviewed_on: date | None = None
    review_due: date | None = None
    vocabulary: tuple[Finding, ...] = Field(
        default=(),
        description="In an edition: the findings that it names, as they were when it was published.",
    )
    bibliography: tuple[Reference, ...] = Field(
        default=(), description="In an edition: the references that it cites, in order of first citation."
    )

    @model_validator(mode="after")
    def _is_consistent(self) -> "ConditionDocument":
        kinds = [section.kind for section in self.sections]
        if kinds != sorted(set(kinds), key=SECTION_KINDS.index):
            raise ValueError(f"sections must be unique and in this order: {', '.join(SECTION_KINDS)}")
        listed: tuple[tuple[str, list[str]], ...] = (
            ("finding", [a.finding for a in self.findings]),
            ("region", list(self.regions)),
            ("differential", [d.condition for d in self.differentials]),
            ("code", [f"{c.system} {c.code}" for c in self.codes]),
            ("statement id", [s.id for _, s in self.statements() if s.id]),
        )
        for what, values in listed:
            twice = [value for value, count in Counter(values).items() if count > 1]
            if twice:
                raise ValueError(f"{what} {twice[0]} is listed twice")
        if self.slug in {d.condition for d in self.differentials}:
            raise ValueError("a condition is no differential of itself")
        if self.reviewed_on and self.review_due and self.review_due <= self.reviewed_on:
            raise ValueError("review_due must be later than reviewed_on")
        return self

    def statements(self) -> Iterator[tuple[str, Statement]]:
        """Every statement with the kind of its section, in reading order."""
        for section in self.sections:
            for statement in section.statements:
                yield section.kind, statement

    def citations(self) -> Iterator[Citation]:
        """Every citation in order of appearance on the page, repeats included.

        Reading order: sections, findings with their accuracy rows, management,
        differentials, claims; then what the embedded findings cite.
        """
        for _, statement in self.statements():
            yield from statement.citations
        for association in self.findings:
            yield from association.citations
            for row in association.accuracy:
                yield row.citation
        for intervention in self.management:
            yield from intervention.citations
        for differential in self.differentials:
            yield from differential.citations
        for claim in self.claims:
            yield from claim.citations
        for finding in self.vocabulary:
            yield from finding.citations
            if finding.prevalence:
                yield from finding.prevalence.citations

    def cited_ids(self) -> tuple[str, ...]:
        """Reference ids in order of first appearance: position + 1 is the number that the page prints."""
        return tuple(dict.fromkeys(cited_id(c) for c in self.citations()))

    def own_cited_ids(self) -> tuple[str, ...]:
        """The same without what only its findings cite: what the page of an edition numbers and prints."""
        return self.model_copy(update={"vocabulary": ()}).cited_ids()

    def anchored(self) -> "ConditionDocument":
        """The same document with an id on every statement."""
        sections = tuple(
            s.model_copy(
                update={
                    "statements": tuple(
                        st
                        if st.id
                        else st.model_copy(update={"id": statement_id(self.slug, s.kind, st.text)})
                        for st in s.statements
                    )
                }
            )
            for s in self.sections
        )
        return self.model_copy(update={"sections": sections})


def statement_id(slug: str, kind: str, text: str) -> str:
    """The id that a statement gets when it is first written: `s` and ten hexadecimal digits of SHA-256."""
    return "s" + hashlib.sha256(f"{slug}\n{kind}\n{text}".encode()).hexdigest()[:10]


def _canonical_value(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, dict):
        return {key: _canonical_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_canonical_value(item) for item in value]
    return value


def as_plain(part: Part) -> dict[str, Any]:
    """The part as JSON-ready values under the names of the format, defaults left out."""
    plain: dict[str, Any] = part.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return _canonical_value(plain)


def canonical_json(part: Part) -> str:
    """The one spelling of a part as JSON: keys sorted, no spaces, defaults left out, 12.0 written 12.

    Equal parts have equal bytes, on every platform and version (RFC 8785 for the values that occur here).
    """
    return json.dumps(as_plain(part), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256_of(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def json_schemas() -> dict[str, dict[str, Any]]:
    """The published JSON Schemas (draft 2020-12) by file name."""
    return {
        name: {"$schema": "https://json-schema.org/draft/2020-12/schema"}
        | model.model_json_schema(by_alias=True)
        for name, model in (("condition", ConditionDocument), ("finding", Finding), ("reference", Reference))
    }
