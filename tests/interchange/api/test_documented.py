"""The curl examples of docs/api.md, run as they stand against a live server."""

import re
import subprocess

import pytest
from django.conf import settings as project

TEXT = (project.BASE_DIR / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```sh\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_every_example_runs(live_server, settings):
    settings.SITE_URL = live_server.url
    assert len(EXAMPLES) >= 6
    for example in EXAMPLES:
        command = example.replace("http://127.0.0.1:8000", live_server.url)
        run = subprocess.run(["bash", "-euo", "pipefail", "-c", command], capture_output=True, text=True)
        assert run.returncode == 0, f"{example}\n{run.stderr}"
        assert run.stdout.strip(), example


@pytest.mark.slow
def test_the_second_request_of_the_etag_example_is_304(live_server):
    (example,) = [e for e in EXAMPLES if "If-None-Match" in e]

    command = example.replace("http://127.0.0.1:8000", live_server.url)
    run = subprocess.run(["bash", "-euo", "pipefail", "-c", command], capture_output=True, text=True)

    assert run.stdout.split() == ["304"]


def test_every_setting_of_the_api_is_documented():
    configuration = (project.BASE_DIR / "docs" / "configuration.md").read_text(encoding="utf-8")

    assert "`API_REQUESTS_PER_MINUTE`" in configuration
