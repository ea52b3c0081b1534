"""A request that hangs is reported and its process replaced; others are answered."""

import contextlib
import http.client
import threading

import pytest

from tests.production.server import GUNICORN, ask, free_port, running, wait_until


@pytest.mark.slow
def test_a_process_with_a_hanging_request_is_replaced(tmp_path):
    log = tmp_path / "log"
    command = [*GUNICORN, "tests.production.slow_application"]
    environment = {"REQUEST_TIMEOUT": "1", "GRACEFUL_TIMEOUT": "1", "LOG_FORMAT": "json", "WEB_WORKERS": "1"}

    with running(command, log, free_port(), ready="/", **environment) as server:

        def hang():
            with contextlib.suppress(OSError, http.client.HTTPException):
                ask(server.port, "/hang?q=typed")

        threading.Thread(target=hang, daemon=True).start()
        wait_until(lambda: "Left with 1 requests unfinished" in log.read_text(), what="the process leaving")
        answer = wait_until(lambda: server.ask("/"), what="a new process")

    assert answer.status == 200
    text = log.read_text()
    assert "Over 2 seconds, process is replaced: /hang" in text
    assert "slow_application.py" in text
    assert "typed" not in text
