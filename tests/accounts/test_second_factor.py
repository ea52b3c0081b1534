"""Who can publish has a second factor, and there is no way round it."""

from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.http import QueryDict
from django.urls import reverse

from tests.people import PASSWORD, SECRET, log_in, person

pytestmark = pytest.mark.django_db


def give_password(client, user, password=PASSWORD):
    return client.post(
        reverse("account_login"), {"login": user.username, "password": password, "next": "/admin/"}
    )


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def test_admin_login_page_leads_to_the_one_login(client):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_password_posted_to_the_admin_login_logs_nobody_in(client):
    user = person("publisher", "Publisher")

    client.post("/admin/login/", {"username": user.username, "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_publisher_without_second_factor_gets_no_further_than_setting_one_up(client):
    user = person("publisher", "Publisher", second_factor=False)
    give_password(client, user)

    response = client.get("/admin/conditions/finding/")

    assert response.status_code == 302
    assert response["Location"] == reverse("mfa_index")


def test_code_is_asked_for_and_leads_back_to_the_whole_address(client):
    user = person("publisher", "Publisher")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    response = client.get("/admin/conditions/condition/?category=joint&q=hip")

    back = QueryDict(urlsplit(response["Location"]).query)["next"]
    assert back == "/admin/conditions/condition/?category=joint&q=hip"


def test_superuser_without_second_factor_gets_no_further_either(client):
    user = person("root", is_superuser=True, second_factor=False)
    give_password(client, user)

    assert client.get("/admin/auth/user/")["Location"] == reverse("mfa_index")


def test_password_alone_does_not_log_in_a_publisher_with_a_second_factor(client):
    user = person("publisher", "Publisher")

    response = give_password(client, user)

    assert response["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_password_and_code_log_in(client):
    user = person("publisher", "Publisher")
    give_password(client, user)

    client.post(reverse("mfa_authenticate"), {"code": code()})

    assert client.get("/admin/").status_code == 200


def test_wrong_code_does_not_log_in(client):
    user = person("publisher", "Publisher")
    give_password(client, user)

    response = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_session_that_never_proved_the_second_factor_is_asked_for_it(client):
    user = person("publisher", "Publisher")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    response = client.get("/admin/")

    assert response["Location"].startswith(reverse("mfa_reauthenticate"))


def test_curator_needs_no_second_factor(client):
    user = person("curator", "Curator")
    give_password(client, user)

    assert client.get("/admin/").status_code == 200


def test_square_shows_only_while_a_factor_is_set_up(client):
    log_in(client, person("curator", "Curator"))

    assert client.get(reverse("totp_square")).status_code == 404


def test_deactivated_account_loses_its_session_at_once(client):
    user = log_in(client, person("curator", "Curator"))
    user = person("other", "Curator")
    log_in(client, user)
    assert client.get("/admin/").status_code == 200

    user.is_active = False
    user.save()

    assert client.get("/admin/").status_code == 302


def test_nobody_signs_up(client):
    assert client.get("/accounts/signup/").status_code == 404
