"""Values that no schema can foresee, put into the valid requests of schemathesis: ids of findings, cursors.

Loaded by schemathesis in its own process. With them whatever fits the schema must be accepted;
invalid requests are left as they are, and must be refused.
"""

import base64
import json
from pathlib import Path
from typing import Any

import schemathesis
import yaml

FILE = Path(__file__).parents[3] / "fixtures" / "findings.yaml"
# Those that nothing else rules out or in: any of them go together.
TIES = ("excludes", "broader", "members")
_ALL = yaml.safe_load(FILE.read_text())
_TIED = {other for finding in _ALL for tie in TIES for other in finding.get(tie, ())}
FINDINGS = [f["id"] for f in _ALL if f["id"] not in _TIED and not any(f.get(tie) for tie in TIES)]
FACETS = ("symptom", "sign", "history", "flag", "absent")
LISTS = {
    "api-findings": ("findings", "groin-pain"),
    "api-references": ("references", "a"),
    "api-catalogue": ("catalogue", "hip-pointer"),
}


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Make a valid request one that can be answered."""
    if not (case.meta and case.meta.generation.mode.is_positive):
        return
    operation, query = case.operation.definition.raw["operationId"], case.query or {}
    if "cursor" in query:
        _set_cursor(operation, query)
    if operation == "api-conditions":
        for facet in FACETS:
            _make_known(query, facet)
    if operation == "api-differentiate":
        _make_known(query, "present", "absent")
        query.pop("editions", None)  # the same condition twice fits the pattern
    if operation == "api-differentiate-cases" and isinstance(case.body, dict):
        if case.body.get("cases") is not None:
            case.body.pop("present", None)
            case.body.pop("absent", None)
        for one in (case.body, *(case.body.get("cases") or ())):
            _make_known(one, "present", "absent")


def _make_known(values: dict[str, Any], *names: str) -> None:
    """Replace ids by known ones, none of them under two names."""
    for place, name in enumerate(names):
        if given := values.get(name):
            known = FINDINGS[place :: len(names)]
            length = min(len(given), len(known), 40)
            values[name] = [known[(hash(given[0]) + number) % len(known)] for number in range(length)]


def _set_cursor(operation: str, query: dict[str, Any]) -> None:
    """A cursor of this list; none where it would have to fit the rest of the request."""
    del query["cursor"]
    if operation in LISTS:
        text = json.dumps(LISTS[operation], separators=(",", ":"))
        query["cursor"] = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
