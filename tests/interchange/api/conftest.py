"""The limit on requests counts in memory: each test starts anew."""

import pytest

from conditions.web import rate_limit


@pytest.fixture(autouse=True)
def _count_starts_anew():
    rate_limit.requests.forget()
