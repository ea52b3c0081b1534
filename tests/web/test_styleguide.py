"""The page of components draws every one; readers never see it."""

import pytest
from django.test import RequestFactory

from conditions.document import FREQUENCIES
from conditions.web.presenters.words import CERTAINTIES
from conditions.web.views.styleguide import styleguide

pytestmark = pytest.mark.django_db


def test_styleguide_draws_every_certainty_and_frequency():
    request = RequestFactory().get("/styleguide/")
    request.user = None

    text = styleguide(request).content.decode()

    assert text.count('class="grade"') == len(CERTAINTIES)
    assert text.count('class="often"') == len(FREQUENCIES)


def test_styleguide_has_no_address_outside_debug(client):
    assert client.get("/styleguide/").status_code == 404
