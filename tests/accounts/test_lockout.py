"""Wrong passwords lock an account for an address, counted behind a known number of proxies."""

import threading

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends import locmem
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from conditions.accounts.client_address import client_address
from tests.people import PASSWORD, code_of, person

pytestmark = pytest.mark.django_db


def attempt(client, user, password, **extra):
    return client.post(reverse("account_login"), {"login": user.username, "password": password}, **extra)


@pytest.fixture
def locked(client):
    user = person("curator", "Curator")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        attempt(client, user, "wrong")
    return user


def test_locked_out_account_can_not_log_in_with_the_right_password(client, locked):
    response = attempt(client, locked, PASSWORD)

    assert response.status_code == 429
    assert "Too many attempts" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_another_address_is_not_locked_out(client, locked):
    response = attempt(client, locked, PASSWORD, REMOTE_ADDR="192.0.2.7")

    assert response.status_code == 302
    assert "_auth_user_id" in client.session


def test_forged_forwarding_header_does_not_unlock(client, locked):
    response = attempt(client, locked, PASSWORD, HTTP_X_FORWARDED_FOR="192.0.2.8")

    assert response.status_code == 429


def test_attempts_are_counted_where_every_process_sees_them(client, locked):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM glutes_attempt WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] == 2
    assert AccessAttempt.objects.get().failures_since_start == settings.AXES_FAILURE_LIMIT


def test_code_that_was_used_is_refused_by_every_process(client):
    user = person("publisher", "Publisher")
    attempt(client, user, PASSWORD)
    code = code_of()
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" in client.session

    client.logout()
    attempt(client, user, PASSWORD)
    # Another process knows nothing of what this one has in memory.
    locmem._caches.clear()
    response = client.post(reverse("mfa_authenticate"), {"code": code})

    assert "_auth_user_id" not in client.session
    assert response.status_code == 200
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM expires - now()) FROM glutes_attempt WHERE cache_key LIKE '%%used%%'"
        )
        # A code is good for three periods, the one before and the one after included.
        assert cursor.fetchone()[0] == pytest.approx(90, abs=5)


def test_of_two_who_count_at_once_one_waits(transactional_db):
    told, barrier = [], threading.Barrier(2)

    def add():
        barrier.wait(10)
        told.append(cache.add("lock", [1.5], timeout=60))
        connection.close()

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert sorted(told) == [False, True]
    assert cache.get("lock") == [1.5]
    cache.set("lock", True, timeout=-1)
    assert cache.get("lock") is None
    assert cache.add("lock", "again")
    assert cache.touch("lock", None)
    assert cache.delete("lock")


@pytest.mark.parametrize(
    ("count", "header", "expected"),
    [
        (0, "192.0.2.1", "127.0.0.1"),
        (1, "6.6.6.6, 192.0.2.1", "192.0.2.1"),
        (2, "6.6.6.6, 192.0.2.1, 10.0.0.1", "192.0.2.1"),
        (2, "192.0.2.1", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_client_address_is_counted_from_the_right(settings, count, header, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = count
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=header)

    assert client_address(request) == expected
