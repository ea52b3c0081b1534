"""The API against its own OpenAPI document, by schemathesis: every address, every check, valid and invalid requests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as project

COMMAND = Path(sys.executable).with_name("schemathesis")
OPTIONS = "--max-examples 5 --no-color --continue-on-failure --generation-deterministic --workers 2"


@pytest.mark.slow
def test_schemathesis_finds_no_failure(live_server, settings, tmp_path):
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    base = f"{live_server.url}/api/v1"
    known = {"PYTHONPATH": str(project.BASE_DIR), "SCHEMATHESIS_HOOKS": "tests.interchange.api.known_values"}
    given = [
        f"{base}/openapi.json",
        "--url",
        base,
        *OPTIONS.split(),
        "--checks",
        "all",
        "--request-timeout=120",
    ]

    found = subprocess.run(
        [COMMAND, "run", *given], capture_output=True, text=True, cwd=tmp_path, env=os.environ | known
    )

    assert found.returncode == 0, found.stdout[-6000:] + found.stderr[-2000:]
