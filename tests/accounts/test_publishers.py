"""The last publisher can't be removed, whatever page it is tried on."""

import pytest
from django.contrib.auth.models import Group, User

from tests.people import log_in, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    """Manages accounts and can't publish: staff with the rights on accounts, no superuser."""
    from django.contrib.auth.models import Permission

    user = person("administrator", second_factor=True)
    user.user_permissions.set(Permission.objects.exclude(content_type__app_label="conditions"))
    log_in(client, user)
    return user


@pytest.fixture
def last(administrator):
    return person("last", "Publisher")


def form_of(user: User, **changes) -> dict:
    data = {
        "username": user.username,
        "is_active": "on",
        "is_staff": "on",
        "groups": [g.pk for g in user.groups.all()],
        "date_joined_0": "2026-01-01",
        "date_joined_1": "00:00:00",
    }
    return {key: value for key, value in (data | changes).items() if value is not None}


@pytest.mark.parametrize("change", [{"is_active": None}, {"is_staff": None}, {"groups": []}])
def test_change_form_refuses_to_take_the_last_publisher_away(client, last, change):
    response = client.post(f"/admin/auth/user/{last.pk}/change/", form_of(last, **change), follow=True)

    last.refresh_from_db()
    assert "nobody who can publish" in response.content.decode()
    assert last.is_active
    assert last.is_staff
    assert last.groups.filter(name="Publisher").exists()


def test_deleting_the_last_publisher_is_refused(client, last):
    response = client.post(f"/admin/auth/user/{last.pk}/delete/", {"post": "yes"}, follow=True)

    assert "nobody who can publish" in response.content.decode()
    assert User.objects.filter(pk=last.pk).exists()


def test_deleting_from_the_list_is_refused(client, last):
    data = {"action": "delete_selected", "_selected_action": [last.pk], "post": "yes"}

    response = client.post("/admin/auth/user/", data, follow=True)

    assert "nobody who can publish" in response.content.decode()
    assert User.objects.filter(pk=last.pk).exists()


def test_taking_the_permission_from_the_group_is_refused(client, last):
    group = Group.objects.get(name="Publisher")

    client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "Publisher", "permissions": []})

    assert group.permissions.filter(codename="publish_review").exists()


def test_one_of_two_publishers_can_go(client, last):
    other = person("other", "Publisher")

    client.post(f"/admin/auth/user/{other.pk}/change/", form_of(other, groups=[]))

    assert not other.groups.exists()
