"""A knowledge request: what the parameters of the address say.

Reads leniently, as a responder must: parameters that it does not use are echoed or
ignored, what can't be understood is named in `notes` and left out. Only a request
without anything to look for, and a response type that is not offered, are errors.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from conditions.interchange.infobutton.systems import System, normal_code, system_of
from conditions.interchange.infobutton.topics import (
    AGE_GROUPS,
    AGE_UNITS,
    DEFAULT_TASK,
    SEXES,
    SUBTOPICS,
    TASKS,
    Subtopic,
)

HTML, ATOM, JSON = "text/html", "text/xml", "application/json"
FORMATS = {HTML: HTML, ATOM: ATOM, "application/atom+xml": ATOM, "application/xml": ATOM, JSON: JSON}
MAX_LENGTH = 500
MAX_CRITERIA = 20
_MAIN = re.compile(r"mainSearchCriteria\.v\.(c|cs|dn|ot)(\d{0,3})")
_AGE = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
# Given back in the feed as they came; what has a code may come with its system and display name.
_CODED = (
    "taskContext.c",
    "subTopic.v",
    "patientPerson.administrativeGenderCode",
    "ageGroup.v",
    "performer.languageCode",
    "performer.healthCareProvider.c",
    "informationRecipient.languageCode",
    "informationRecipient.healthCareProvider.c",
    "encounter.c",
)
ECHOED = (
    "performer",
    "informationRecipient",
    "age.v.v",
    "age.v.u",
    *(f"{name}.{suffix}" for name in _CODED for suffix in ("c", "cs", "dn")),
)


class NothingAskedError(Exception):
    """The request names neither a code nor any text."""


class UnsupportedFormatError(Exception):
    """The response type is not offered."""


@dataclass(frozen=True)
class Criterion:
    """One main search criterion: a code of a system, or text."""

    code: str = ""
    named_system: str = ""
    display: str = ""
    text: str = ""

    @property
    def system(self) -> System | None:
        """The code system, None where none is named or it is not known."""
        return system_of(self.named_system)

    @property
    def normal(self) -> str:
        """The code as it is compared."""
        return normal_code(self.code)

    @property
    def words(self) -> str:
        """What to search for when the code leads nowhere."""
        return self.display or self.text


@dataclass(frozen=True)
class KnowledgeRequest:
    """A request that was understood."""

    criteria: tuple[Criterion, ...]
    format: str = HTML
    task: str = DEFAULT_TASK
    subtopic: Subtopic | None = None
    for_patient: bool = False
    age: str = ""
    sex: str = ""
    echoed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def display(self) -> str:
        """The display names of the criteria, for people."""
        return ", ".join(dict.fromkeys(c.words for c in self.criteria if c.words))


def parse(parameters: Mapping[str, Sequence[str]]) -> KnowledgeRequest:
    """The request. Raises UnsupportedFormatError and NothingAskedError."""
    first = {name: values[0].strip()[:MAX_LENGTH] for name, values in parameters.items() if values}
    wanted = format_of(first)
    criteria = _criteria(parameters)
    if not criteria:
        raise NothingAskedError
    notes: list[str] = []
    task = _task(first, notes)
    return KnowledgeRequest(
        criteria=criteria,
        format=wanted,
        task=task,
        subtopic=_subtopic(first, notes),
        for_patient=_for_patient(first, task),
        age=_age(first, notes),
        sex=_sex(first, notes),
        echoed=tuple((name, first[name]) for name in ECHOED if first.get(name)),
        notes=(*notes, *_language(first)),
    )


def format_of(first: Mapping[str, str]) -> str:
    """The response format; without one, HTML. Raises UnsupportedFormatError."""
    asked = first.get("knowledgeResponseType", "").split(";")[0].strip().lower()
    if not asked:
        return HTML
    if asked not in FORMATS:
        raise UnsupportedFormatError(asked)
    return FORMATS[asked]


def _criteria(parameters: Mapping[str, Sequence[str]]) -> tuple[Criterion, ...]:
    """Repeats carry a number (`.c1` goes with `.cs1`), or the same name comes several times."""
    rows: dict[tuple[str, int], dict[str, str]] = {}
    for name, values in parameters.items():
        match = _MAIN.fullmatch(name)
        if match:
            for place, value in enumerate(values[:MAX_CRITERIA]):
                rows.setdefault((match[2], place), {})[match[1]] = value.strip()[:MAX_LENGTH]
    found = [
        Criterion(row.get("c", ""), row.get("cs", ""), row.get("dn", ""), row.get("ot", ""))
        for _, row in sorted(rows.items())
    ]
    return tuple(c for c in found if c.normal or c.words)[:MAX_CRITERIA]


def _task(first: Mapping[str, str], notes: list[str]) -> str:
    task = first.get("taskContext.c.c", "").upper()
    if task and task not in TASKS:
        notes.append(f"The task {task} is not known; {DEFAULT_TASK} is assumed.")
    return task if task in TASKS else DEFAULT_TASK


def _subtopic(first: Mapping[str, str], notes: list[str]) -> Subtopic | None:
    code, system = first.get("subTopic.v.c", "").upper(), first.get("subTopic.v.cs", "")
    if not code:
        return None
    topic = SUBTOPICS.get(code)
    named = system_of(system)
    if topic is None or (system and (named is None or named.oid != topic.system)):
        notes.append(f"The subtopic {code} is not known; the whole page is given.")
        return None
    return topic


def _for_patient(first: Mapping[str, str], task: str) -> bool:
    recipient = first.get("informationRecipient", "").upper()
    if recipient:
        return recipient == "PAT"
    return TASKS[task][1] or first.get("performer", "").upper() == "PAT"


def _age(first: Mapping[str, str], notes: list[str]) -> str:
    value, unit, group = (
        first.get("age.v.v", ""),
        first.get("age.v.u", "") or "a",
        first.get("ageGroup.v.c", "").upper(),
    )
    if value:
        if _AGE.fullmatch(value) and unit in AGE_UNITS:
            return f"{value} {AGE_UNITS[unit]}"
        notes.append(f"The age “{value} {unit}” can’t be read and is left out.")
    if group:
        if group in AGE_GROUPS:
            return AGE_GROUPS[group]
        notes.append(f"The age group {group} is not known and is left out.")
    return ""


def _sex(first: Mapping[str, str], notes: list[str]) -> str:
    code = first.get("patientPerson.administrativeGenderCode.c", "").upper()
    if code and code not in SEXES:
        notes.append(f"The administrative gender {code} is not known and is left out.")
    return SEXES.get(code, "")


def _language(first: Mapping[str, str]) -> tuple[str, ...]:
    asked = first.get("informationRecipient.languageCode.c") or first.get("performer.languageCode.c") or "en"
    if asked.lower().replace("_", "-").split("-")[0] in ("en", "eng"):
        return ()
    return (f"The language {asked} is not held; this answer is in English.",)
