"""Log-in attempts are counted in the cache: each test starts at none."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()
