"""The API against its own OpenAPI document, by schemathesis: every address, valid and invalid requests."""

import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("schemathesis")


@pytest.mark.slow
def test_schemathesis_finds_no_failure(live_server, settings, tmp_path):
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    base = f"{live_server.url}/api/v1"

    options = "--checks all --max-examples 5 --no-color --continue-on-failure --generation-deterministic"
    run = subprocess.run(
        [COMMAND, "run", f"{base}/openapi.json", "--url", base, *options.split(), "--workers", "2"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )

    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "generated" in run.stdout
