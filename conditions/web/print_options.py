"""What the address of a sheet asks for: the paper, and large print."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict

from conditions.sheets.edition import PAPERS, Paper

PAPER_WORDS = {"a4": "A4", "letter": "US Letter"}


@dataclass(frozen=True)
class PrintOptions:
    """`?paper=a4|letter&large=0|1`, A4 and ordinary print where nothing is said."""

    paper: Paper = "a4"
    large_print: bool = False

    @classmethod
    def from_params(cls, params: QueryDict) -> "PrintOptions":
        """Raises BadRequest with the values that are allowed."""
        paper = _one_of(params, "paper", PAPERS)
        large = _one_of(params, "large", ("0", "1"))
        return cls(paper=paper, large_print=large == "1")  # type: ignore[arg-type]

    def to_params(self) -> str:
        """The query that gives these options, with its question mark; empty for the defaults."""
        chosen: dict[str, str] = {"paper": self.paper} if self.paper != "a4" else {}
        chosen |= {"large": "1"} if self.large_print else {}
        return f"?{urlencode(chosen)}" if chosen else ""


def _one_of(params: QueryDict, key: str, allowed: tuple[str, ...]) -> str:
    given = params.getlist(key)
    if not given:
        return allowed[0]
    if len(given) > 1 or given[0] not in allowed:
        shown = ", ".join(f"“{value[:40]}”" for value in given[:3])
        raise BadRequest(f"“{key}” must be one of {' and '.join(allowed)}, once; the address says {shown}.")
    return given[0]
