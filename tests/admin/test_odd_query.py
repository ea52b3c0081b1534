"""Queries that nobody types into the address of an admin page."""

import pytest

from tests.people import log_in, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "conditions/finding/?kind__exact=%00",
        "conditions/edition/?published_at__year=99999999999",
        "audit/?kind=finding&slug=%00",
    ],
)
def test_what_no_list_can_be_searched_for_is_refused_with_a_sentence(client, address):
    log_in(client, person("root", is_superuser=True))

    response = client.get(f"/admin/{address}")

    assert response.status_code == 400
    assert "something that no list can be searched for" in response.content.decode()


@pytest.mark.parametrize("field", ["cites", "broader"])
def test_nul_in_a_look_up_field_is_said_at_the_field(client, field):
    log_in(client, person("root", is_superuser=True))

    response = client.post("/admin/conditions/finding/add/", {"name": "New", "slug": "new", field: "a\x00b"})

    assert "Null characters are not allowed." in response.content.decode()
