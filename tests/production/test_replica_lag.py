"""Which replicas are read from, given what each database last said."""

import pytest

from glutes.replica_lag import Sight, Timeline, usable
from glutes.replica_monitor import CHECK_SECONDS, Monitor
from glutes.replica_monitor import PRIMARY as PRIMARY_ALIAS


@pytest.fixture
def timeline():
    found = Timeline()
    for second in range(10):
        found.add(float(second), second * 100)
    return found


def replica(position, alive=True, in_recovery=True):
    return Sight(9.0, alive, position, in_recovery)


PRIMARY = Sight(9.0, True, 900)


@pytest.mark.parametrize(("position", "seconds"), [(900, 0), (950, 0), (850, 0), (799, 1), (450, 4), (0, 8)])
def test_lag_is_the_time_since_the_primary_was_first_ahead(timeline, position, seconds):
    assert timeline.behind(position, now=9.0) == seconds


def test_a_lagging_and_a_dead_replica_are_left_out(timeline):
    sights = {"good": replica(900), "slow": replica(300), "dead": replica(900, alive=False)}

    assert usable(sights, PRIMARY, timeline, now=9.0, max_lag=3) == ["good"]


def test_the_primary_is_remembered_for_longer_than_a_replica_may_lag():
    monitor = Monitor(["replica1"], max_lag=900)
    for number in range(4_000):
        monitor._saw(PRIMARY_ALIAS, Sight(number * CHECK_SECONDS, True, number + 1))

    assert monitor._timeline.behind(0, now=4_000 * CHECK_SECONDS) > 900


def test_a_promoted_replica_is_left_out_while_the_primary_is_there(timeline):
    assert usable({"other": replica(900, in_recovery=False)}, PRIMARY, timeline, now=9.0, max_lag=3) == []


def test_replicas_stay_good_however_long_the_primary_is_away(timeline):
    away = Sight(500.0, False)

    assert usable({"good": replica(900)}, away, timeline, now=5000.0, max_lag=3) == ["good"]


def test_while_the_primary_is_away_the_furthest_is_better_than_none(timeline):
    away = Sight(500.0, False)
    sights = {"far": replica(100), "near": replica(300)}

    assert usable(sights, away, timeline, now=5000.0, max_lag=3) == ["near"]


def test_without_any_replica_alive_there_is_none(timeline):
    assert usable({"dead": replica(0, alive=False)}, PRIMARY, timeline, now=9.0, max_lag=3) == []


def test_a_primary_that_starts_from_an_older_copy_starts_a_new_history(timeline):
    timeline.add(10.0, 50)

    assert timeline.behind(60, now=20.0) == 0
