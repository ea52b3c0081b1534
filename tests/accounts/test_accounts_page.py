"""Accounts on their page: a new colleague, a lost phone, and what an administrator may not do."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission, User

from tests.people import PASSWORD, log_in, person

pytestmark = pytest.mark.django_db
USERS = "/admin/auth/user/"


@pytest.fixture
def administrator(client):
    """Manages accounts and is no superuser."""
    user = person("administrator", second_factor=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    log_in(client, user)
    return user


def test_new_account_can_log_in_and_is_in_its_group(client, administrator):
    group = Group.objects.get(name="Curator")
    data = {
        "username": "casey",
        "first_name": "Casey",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "usable_password": "true",
        "groups": [group.pk],
    }

    response = client.post(f"{USERS}add/", data)

    assert response.status_code == 302, response.context["adminform"].form.errors
    made = User.objects.get(username="casey")
    assert (made.first_name, made.is_staff, made.is_superuser) == ("Casey", True, False)
    assert list(made.groups.all()) == [group]


@pytest.mark.parametrize("password", ["short", "123456789012", "password1234", "casey-casey-casey"])
def test_weak_password_is_refused(client, administrator, password):
    data = {"username": "casey-casey-casey", "password1": password, "password2": password}

    response = client.post(f"{USERS}add/", data | {"usable_password": "true"})

    assert response.status_code == 200
    assert not User.objects.filter(username="casey-casey-casey").exists()


def test_lost_second_factor_is_taken_away_so_that_a_new_one_is_set_up(client, administrator):
    publisher = person("publisher", "Publisher")

    page = client.post(
        USERS, {"action": "reset_second_factor", "_selected_action": [publisher.pk]}, follow=True
    )

    assert "Taken away from publisher." in page.content.decode()
    assert "missing" in page.content.decode()
    assert not Authenticator.objects.filter(user=publisher).exists()


def test_administrator_makes_no_superuser_and_touches_none(client, administrator):
    root = person("root", is_superuser=True)
    form = {"username": "administrator", "is_active": "on", "is_staff": "on", "is_superuser": "on"}

    client.post(f"{USERS}{administrator.pk}/change/", form)
    got = [
        client.post(f"{USERS}{root.pk}/change/", form).status_code,
        client.post(f"{USERS}{root.pk}/password/", {"password1": PASSWORD}).status_code,
        client.post(f"{USERS}{root.pk}/delete/", {"post": "yes"}).status_code,
    ]
    client.post(USERS, {"action": "reset_second_factor", "_selected_action": [root.pk]})

    administrator.refresh_from_db()
    assert not administrator.is_superuser
    assert got == [403, 403, 403]
    assert Authenticator.objects.filter(user=root).exists()
