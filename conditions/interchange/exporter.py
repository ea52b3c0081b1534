"""Authoring tables into content files, in the layout and format of the content pack."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from conditions import models
from conditions.document import Part, as_plain
from conditions.interchange.from_tables import condition_part, finding_part, finding_rows, reference_part


class _Dumper(yaml.SafeDumper):
    """Lists are indented under their key, as a person writes them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def as_yaml(value: Any) -> str:
    """YAML with keys in the order of the schema, lines of about 110 characters."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def plain(part: Part) -> dict[str, Any]:
    """The part as plain values; dates stay dates so that YAML writes them without quotes."""
    out = as_plain(part)
    for key in ("reviewed_on", "review_due"):
        if key in out:
            out[key] = date.fromisoformat(out[key])
    return out


def export_to(folder: Path) -> list[Path]:
    """Write every finding, reference and condition draft below the folder; returns the files."""
    findings = [plain(finding_part(row)) for row in finding_rows()]
    references = [plain(reference_part(row)) for row in models.Reference.objects.order_by("slug")]
    files = {"findings.yaml": findings, "references/all.yaml": references}
    for row in models.Condition.objects.with_parts():
        files[f"conditions/{row.slug}.yaml"] = plain(condition_part(row))  # type: ignore[assignment]
    written = []
    for name, value in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_yaml(value), encoding="utf-8")
        written.append(file)
    return written
