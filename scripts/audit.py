"""Ask the advisory sources about every pin; who was not asked is said, and never counts as harmless.

What is known to be harmless for us goes into IGNORED with its reason.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

IGNORED: dict[str, str] = {}
SERVICES = ("pypi", "osv")


def ask(service: str) -> list[dict[str, Any]] | None:
    """Each pin with its vulnerabilities or why it was skipped; None when the service can't be reached."""
    program = Path(sys.executable).with_name("pip-audit")
    ignored = [word for advisory in IGNORED for word in ("--ignore-vuln", advisory)]
    files = ["--requirement", "constraints.txt", "--no-deps", "--disable-pip", "--timeout", "10"]
    done = subprocess.run(  # noqa: S603 - our own words
        [program, *files, "--vulnerability-service", service, "--format", "json", *ignored],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"{service}: no answer ({(done.stderr.strip().splitlines() or ['nothing said'])[-1][:200]})")
        return None
    return found


def main() -> int:
    """0 when every pin was asked about and nothing is known; 1 for a vulnerability; 2 when nobody could be asked."""
    best: list[dict[str, Any]] = []
    asked: list[dict[str, Any]] = []
    for service in SERVICES:
        best = ask(service) or best
        asked = [pin for pin in best if "skip_reason" not in pin]
        if asked:
            break
    for pin in asked:
        for flaw in pin["vulns"]:
            print(
                f"{pin['name']} {pin['version']}: {flaw['id']}, fixed in {', '.join(flaw['fix_versions']) or '?'}"
            )
    if not asked:
        print(
            "NOT AUDITED: no source of advisories answers from here about any pin. Run this where one does."
        )
        return 2
    if len(asked) < len(best):
        missed = sorted({pin["name"] for pin in best} - {pin["name"] for pin in asked})
        print(f"Not asked about: {', '.join(missed)}")
    flawed = sum(bool(pin["vulns"]) for pin in asked)
    print(f"{len(asked)} of {len(best)} pins asked about, {flawed} with a known vulnerability.")
    return 1 if flawed else 0


if __name__ == "__main__":
    sys.exit(main())
