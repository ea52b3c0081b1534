"""Read the content format (YAML or JSON) into parts of the schema, with every error found and placed.

Free of Django. A folder has the layout of the content pack: findings.yaml,
references/*.yaml and conditions/*.yaml (or .json); a file holds one of the
three: a list of findings, a list of references, or a condition document.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from conditions.document import ConditionDocument, Finding, Part, Reference, cited_id

SUFFIXES = (".yaml", ".yml", ".json")
PartType = TypeVar("PartType", bound=Part)


@dataclass(frozen=True)
class ContentFault:
    """One thing wrong: the file, the path in the document, the line where known, a sentence."""

    file: str
    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.path}: {self.message}" if self.path else f"{where}: {self.message}"


class ContentError(Exception):
    """Content that can't be taken: all its errors, in order."""

    def __init__(self, errors: Iterable[ContentFault]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(map(str, self.errors)))


@dataclass
class Content:
    """What was read: findings and references by id, conditions by slug, each with the file it came from."""

    findings: dict[str, Finding] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    conditions: dict[str, ConditionDocument] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict)


class _Loader(yaml.CSafeLoader):
    """YAML as people mean it: a key that is given twice is an error, not a silent choice."""


def _unique_mapping(loader: yaml.CSafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen = set()
    for key_node, _ in node.value:
        key = key_node.value
        if key in seen:
            raise yaml.MarkedYAMLError(
                problem=f"the key “{key}” is given twice", problem_mark=key_node.start_mark
            )
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique_mapping)


@lru_cache(maxsize=1)
def _composed(text: str) -> yaml.Node | None:
    # Kept: a file with many errors asks for the line of each.
    return yaml.compose(text, Loader=yaml.CSafeLoader)


def _line_of(text: str, path: tuple[int | str, ...]) -> int | None:
    """The line of the deepest node on the path that exists in the YAML text."""
    node = _composed(text)
    line = None
    for step in path:
        if isinstance(node, yaml.MappingNode):
            found = [(k, v) for k, v in node.value if k.value == step]
            if not found:
                break
            line = found[0][0].start_mark.line + 1
            node = found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _json_ready(value: Any) -> str:
    def plain(item: Any) -> Any:
        if isinstance(item, date):
            return item.isoformat()
        raise TypeError(f"a value of type {type(item).__name__} has no place in this format")

    return json.dumps(value, default=plain)


def _sentence(error: Any) -> str:
    kind = error["type"]
    if kind == "extra_forbidden":
        return "this key is not part of the format"
    if kind == "missing":
        return "this key is required"
    if kind == "value_error":
        return str(error["ctx"]["error"])
    return str(error["msg"])


def dotted(path: Iterable[int | str]) -> str:
    """`sections[0].statements[2].text` for ("sections", 0, "statements", 2, "text")."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else step
    return out


class Reader:
    """Collects content and errors over any number of files."""

    def __init__(self) -> None:
        self.content = Content()
        self.errors: list[ContentFault] = []

    def read(self, path: Path) -> None:
        """Read a file, or a folder in the layout of the content pack."""
        if path.is_dir():
            files = [f for f in sorted(path.rglob("*")) if f.suffix in SUFFIXES and f.stem != "spelling"]
            if not files:
                self._error(str(path), "", "the folder holds no .yaml, .yml or .json file")
            for file in files:
                self.read_text(str(file.relative_to(path)), self._text(file))
        elif path.exists():
            self.read_text(path.name, self._text(path))
        else:
            self._error(str(path), "", "there is no such file or folder")

    def _text(self, file: Path) -> str:
        try:
            return file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._error(file.name, "", f"is not UTF-8 text (byte {error.start})")
            return ""

    def read_text(self, name: str, text: str) -> None:
        """Read one file's text: a list of findings or references, or a condition document."""
        if not text.strip():
            if not any(e.file == Path(name).name for e in self.errors):
                self._error(name, "", "the file is empty")
            return
        try:
            data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a CSafeLoader
            encoded = json.loads(_json_ready(data))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else None
            self._error(name, "", f"is not well-formed: {error.problem}", line)
            return
        except (yaml.YAMLError, TypeError, ValueError, RecursionError) as error:
            self._error(name, "", f"is not well-formed: {error}")
            return
        if isinstance(encoded, dict):
            self._take(name, text, ConditionDocument, encoded, (), self.content.conditions, "slug")
        elif isinstance(encoded, list):
            for index, item in enumerate(encoded):
                if not isinstance(item, dict):
                    self._error(name, f"[{index}]", "must be a finding or a reference, with keys")
                elif "type" in item:
                    self._take(name, text, Reference, item, (index,), self.content.references, "id")
                else:
                    self._take(name, text, Finding, item, (index,), self.content.findings, "id")
        else:
            self._error(name, "", "must hold a condition document or a list of findings or references")

    def _take(
        self,
        name: str,
        text: str,
        model: type[PartType],
        item: dict[str, Any],
        prefix: tuple[int | str, ...],
        into: dict[str, PartType],
        key: str,
    ) -> None:
        try:
            part = model.model_validate_json(json.dumps(item), strict=True)
        except ValidationError as invalid:
            for error in invalid.errors():
                # A union's branch names stand in pydantic's path but not in the document.
                path = prefix + tuple(s for s in error["loc"] if not _is_branch_name(s))
                self._error(name, dotted(path), _sentence(error), _line_of(text, path))
            return
        identity = getattr(part, key)
        if identity in into:
            first = self.content.files[(model.__name__, identity)]
            self._error(
                name,
                dotted((*prefix, key)),
                f"{identity} is already defined in {first}",
                _line_of(text, (*prefix, key)),
            )
            return
        into[identity] = part
        self.content.files[(model.__name__, identity)] = name

    def _error(self, file: str, path: str, message: str, line: int | None = None) -> None:
        self.errors.append(ContentFault(file, path, message, line))

    def check_links(
        self,
        *,
        known_findings: Iterable[str] = (),
        known_references: Iterable[str] = (),
        known_conditions: Iterable[str] = (),
    ) -> None:
        """Every id that is named must be in what was read, or among the known ones."""
        content = self.content
        embedded = list(content.conditions.values())
        findings = {*known_findings, *content.findings, *(f.id for d in embedded for f in d.vocabulary)}
        references = {
            *known_references,
            *content.references,
            *(r.id for d in embedded for r in d.bibliography),
        }
        conditions = {*known_conditions, *content.conditions}
        for slug, document in content.conditions.items():
            file = content.files[("ConditionDocument", slug)]
            for path, citation in citations_with_paths(document):
                if cited_id(citation) not in references:
                    self._error(file, path, f"cites {cited_id(citation)}, which is no known reference")
            for index, association in enumerate(document.findings):
                if association.finding not in findings:
                    self._error(
                        file, f"findings[{index}].finding", f"{association.finding} is no known finding"
                    )
            for index, differential in enumerate(document.differentials):
                if differential.condition not in conditions:
                    self._error(
                        file,
                        f"differentials[{index}].condition",
                        f"{differential.condition} is no known condition",
                    )
        for identity, finding in content.findings.items():
            file = content.files[("Finding", identity)]
            for path, citation in citations_with_paths(finding):
                if cited_id(citation) not in references:
                    self._error(
                        file, f"{identity}.{path}", f"cites {cited_id(citation)}, which is no known reference"
                    )
            for key in ("broader", "members", "excludes"):
                for other in getattr(finding, key):
                    if other not in findings:
                        self._error(file, f"{identity}.{key}", f"{other} is no known finding")

    def finish(self) -> Content:
        """The content, or ContentError with everything that is wrong."""
        if self.errors:
            raise ContentError(self.errors)
        return self.content


def _is_branch_name(step: int | str) -> bool:
    return isinstance(step, str) and (
        step in {"LocatedCitation", "int", "str"} or step.startswith(("constrained-", "function-"))
    )


def citations_with_paths(part: Part, prefix: str = "") -> Iterable[tuple[str, Any]]:
    """Every citation below a part with its dotted path."""
    for name in type(part).model_fields:
        if name in {"vocabulary", "bibliography"}:
            continue
        value = getattr(part, name)
        path = f"{prefix}.{name}" if prefix else name
        if name == "citations":
            yield from ((f"{path}[{i}]", c) for i, c in enumerate(value))
        elif name == "citation":
            yield path, value
        elif isinstance(value, Part):
            yield from citations_with_paths(value, path)
        elif isinstance(value, tuple):
            for i, item in enumerate(value):
                if isinstance(item, Part):
                    yield from citations_with_paths(item, f"{path}[{i}]")


def read_content(path: Path | str) -> Content:
    """Read a file or folder that is complete in itself; raises ContentError with every error."""
    reader = Reader()
    reader.read(Path(path))
    reader.check_links()
    return reader.finish()
