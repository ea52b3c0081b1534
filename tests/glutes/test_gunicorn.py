"""The server's configuration on machines that are not as usual."""

import os
import runpy

from glutes import gunicorn
from glutes.gunicorn import heartbeats


def test_heartbeats_stand_in_memory_only_where_the_user_may_write(tmp_path, monkeypatch):
    assert heartbeats(tmp_path) == str(tmp_path)
    assert heartbeats(tmp_path / "missing") is None

    # Root may write anywhere, so the system's answer for another user is given here.
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert heartbeats(tmp_path) is None


def test_a_short_limit_for_requests_leaves_the_heartbeat_its_time(monkeypatch):
    monkeypatch.setenv("REQUEST_TIMEOUT", "1")

    assert runpy.run_path(gunicorn.__file__)["timeout"] == 30
