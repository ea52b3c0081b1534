"""The audit never takes silence for harmlessness."""

import pytest

from scripts import audit

PIN = {"name": "package", "version": "1.0", "vulns": []}
SKIPPED = {"name": "other", "version": "1.0", "skip_reason": "not found"}
FLAWED = {"name": "bad", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}]}


@pytest.mark.parametrize(
    ("answers", "status", "said"),
    [
        ([None, None], 2, "NOT AUDITED"),
        ([[SKIPPED], None], 2, "NOT AUDITED"),
        ([[SKIPPED], [PIN]], 0, "1 of 1 pins asked about, 0 with"),
        ([[PIN, SKIPPED]], 0, "Not asked about: other"),
        ([[PIN, FLAWED]], 1, "bad 1.0: CVE-1, fixed in 1.1"),
    ],
)
def test_audit_tells_who_was_asked(monkeypatch, capsys, answers, status, said):
    given = iter(answers)
    monkeypatch.setattr(audit, "ask", lambda service: next(given))

    assert audit.main() == status
    assert said in capsys.readouterr().out
