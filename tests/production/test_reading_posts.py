"""Posts that only read may be answered by a replica: each is the address of a view that takes them."""

import pytest
from django.test import RequestFactory
from django.urls import resolve

from glutes.replicas import POSTS_THAT_READ, _reads_only


@pytest.mark.parametrize("path", POSTS_THAT_READ)
def test_reading_post_is_an_address_of_the_product(path):
    assert "differentiate" in resolve(path).func.__module__


@pytest.mark.parametrize(
    ("method", "path", "reads"),
    [
        ("get", "/conditions/", True),
        ("post", "/differentiate/read/", True),
        ("post", "/api/v1/findings/recognise", True),
        ("post", "/conditions/hip-pointer/report/", False),
        ("post", "/admin/conditions/condition/add/", False),
    ],
)
def test_only_reading_requests_may_go_to_a_replica(method, path, reads):
    request = getattr(RequestFactory(), method)(path)

    assert _reads_only(request) is reads
