"""Red flags, those with the same action together."""

from collections.abc import Iterable
from dataclasses import dataclass

from conditions.document import Finding
from conditions.web.presenters.words import URGENCIES


@dataclass(frozen=True)
class Flags:
    """Urgent findings with one action between them."""

    action: str
    urgency: str
    when: str
    findings: tuple[Finding, ...]


def grouped(findings: Iterable[Finding]) -> list[Flags]:
    """Urgent findings by action, emergencies first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.urgency:
            groups.setdefault((finding.urgency, finding.action or ""), []).append(finding)
    found = [Flags(action, u, URGENCIES[u], tuple(f)) for (u, action), f in groups.items()]
    return sorted(found, key=lambda flags: (flags.urgency != "emergency", -len(flags.findings), flags.action))
