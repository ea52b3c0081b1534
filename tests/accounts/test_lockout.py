"""Wrong passwords lock an account for an address, counted behind a known number of proxies."""

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.urls import reverse

from conditions.accounts.client_address import client_address
from tests.people import PASSWORD, person

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
