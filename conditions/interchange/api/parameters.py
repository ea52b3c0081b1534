"""What the query string of each address of the API may hold.

Each model validates a query and describes it in the OpenAPI document. Unknown keys are
errors: a misspelt filter must not pass for no filter.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Self, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from conditions.document import Design, FindingGroup, FindingKind, Region, Slug

NO_CONTROL = r"^[^\x00-\x1f\x7f]*$"
Words = Annotated[str, Field(max_length=500, pattern=NO_CONTROL)]
Limit = Annotated[int, Field(ge=1, le=100, description="How many items at most.")]
Cursor = Annotated[
    str | None,
    Field(
        max_length=800,
        description="The `cursor` of the answer before: the list goes on after it.",
    ),
]


class ParameterError(Exception):
    """The query can't be read; `errors` has parameter and message of each fault."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        self.errors = errors
        super().__init__("; ".join(f"{e['parameter']}: {e['message']}" for e in errors))


class Parameters(BaseModel):
    """No parameters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def from_query(cls, query: Mapping[str, Sequence[str]]) -> Self:
        """Read a query string's lists. Raises ParameterError with every fault."""
        unknown = [name for name in query if name not in cls.model_fields]
        errors = [
            {"parameter": name[:100], "message": f"There is no such parameter. {cls._known()}"}
            for name in unknown
        ]
        values: dict[str, Any] = {}
        for name, given in query.items():
            if name in unknown:
                continue
            if cls.takes_many(name):
                values[name] = list(given)
            elif len(given) > 1:
                errors.append({"parameter": name, "message": "This parameter can be given once only."})
            else:
                values[name] = given[0]
        try:
            parameters = cls.model_validate(values)
        except ValidationError as error:
            errors += [_fault(fault) for fault in error.errors()]
        if errors:
            raise ParameterError(errors)
        return parameters

    @classmethod
    def takes_many(cls, name: str) -> bool:
        """Whether the parameter can be repeated."""
        return get_origin(cls.model_fields[name].annotation) in (list, tuple)

    @classmethod
    def _known(cls) -> str:
        names = ", ".join(cls.model_fields)
        return f"Known are: {names}." if names else "This address takes none."


def _fault(fault: ErrorDetails) -> dict[str, str]:
    """Which parameter, and what is wrong with which value."""
    message = fault["msg"]
    if fault["type"] == "literal_error":
        known = str(fault["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
        message = f"There is no “{str(fault['input'])[:80]}”. Known are: {known}."
    return {"parameter": str(fault["loc"][0]), "message": message}


class FindingList(Parameters):
    """Filters of the list of findings."""

    kind: FindingKind | None = None
    group: FindingGroup | None = None
    region: Region | None = None
    urgent: Annotated[
        Literal["true", "false"] | None, Field(description="Red flags only, or everything else.")
    ] = None
    limit: Limit = 20
    cursor: Cursor = None


class ReferenceList(Parameters):
    """Filters of the list of references."""

    design: Design | None = None
    limit: Limit = 20
    cursor: Cursor = None


class EditionsOf(Parameters):
    """How much of the list of editions."""

    limit: Limit = 20
    cursor: Cursor = None


class Compare(Parameters):
    """The conditions to lay side by side."""

    condition: Annotated[
        tuple[Slug, ...], Field(min_length=2, max_length=6, description="Two to six conditions, by slug.")
    ]


class Mirror(Parameters):
    """What to follow."""

    since: Annotated[
        int,
        Field(ge=0, le=2**63 - 1, description="Only what changed after this version of the catalogue."),
    ] = 0
    limit: Limit = 20
    cursor: Cursor = None


class Typed(Parameters):
    """Words, the last of which may be half-typed."""

    q: Words
