"""The public pages answer with what was published."""

import pytest

pytestmark = pytest.mark.django_db


def test_condition_page_shows_every_statement_and_reference(db, client):
    response = client.get("/conditions/greater-trochanteric-pain-syndrome/")

    assert response.status_code == 200
    page = response.context["page"]
    text = response.content.decode()
    for _, statement in page.document.statements():
        assert f'id="statement-{statement.id}"' in text
    for number, _ in page.references:
        assert f'id="ref-{number}"' in text


def test_unknown_condition_is_404(client):
    response = client.get("/conditions/no-such-condition/")

    assert response.status_code == 404
    assert "There is no condition" in response.content.decode()
