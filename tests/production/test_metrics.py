"""Counters add up over processes and never fall."""

import os

import pytest

from glutes.metrics import BUCKETS, ROWS, Registry, free_row, kind_of


def lines(registry):
    return dict(line.rsplit(" ", 1) for line in registry.lines() if not line.startswith("#"))


def test_answers_are_counted_by_kind_status_and_time():
    registry = Registry()
    registry.enter()
    registry.leave("condition", 200, 0.02)
    registry.enter()
    registry.leave("condition", 503, 99)
    registry.enter()

    found = lines(registry)

    assert found['glutes_requests_total{kind="condition",status="2xx"}'] == "1"
    assert found['glutes_requests_total{kind="condition",status="5xx"}'] == "1"
    assert found['glutes_request_seconds_bucket{kind="condition",le="0.01"}'] == "0"
    assert found['glutes_request_seconds_bucket{kind="condition",le="0.025"}'] == "1"
    assert found[f'glutes_request_seconds_bucket{{kind="condition",le="{BUCKETS[-1]}"}}'] == "1"
    assert found['glutes_request_seconds_bucket{kind="condition",le="+Inf"}'] == "2"
    assert found["glutes_requests_in_flight"] == "1"


def test_a_child_process_counts_in_the_same_numbers():
    registry = Registry()
    child = os.fork()
    if child == 0:
        registry.use_row(5)
        registry.enter()
        registry.leave("home", 200, 0.001)
        os._exit(0)
    os.waitpid(child, 0)

    assert lines(registry)['glutes_requests_total{kind="home",status="2xx"}'] == "1"


def test_a_new_process_in_a_dead_ones_row_keeps_what_was_counted():
    registry = Registry()
    registry.use_row(3)
    registry.enter()
    registry.leave("home", 200, 0.001)
    registry.enter()  # it died here

    registry.use_row(3)

    assert lines(registry)["glutes_requests_in_flight"] == "0"
    assert lines(registry)['glutes_requests_total{kind="home",status="2xx"}'] == "1"


def test_rows_are_not_shared_by_living_processes():
    assert free_row([1, 2, 4]) == 3
    with pytest.raises(RuntimeError, match="More than"):
        free_row(range(ROWS))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "home"),
        ("/conditions/hip-pointer/", "condition"),
        ("/conditions/hip-pointer/sheet.pdf", "pdf"),
        ("/admin/login/", "admin"),
        ("/wp-login.php", "other"),
    ],
)
def test_paths_have_a_kind(path, kind):
    assert kind_of(path) == kind
