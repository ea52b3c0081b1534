"""Where pages are kept: in each process, or in Redis for all of them. Where attempts are counted: in the database.

Attempts to log in are few and must be counted for all processes and machines together,
whether there is a Redis or not; allauth counts them in the cache named `default`.
"""

from importlib.util import find_spec
from typing import Any

from django.core.exceptions import ImproperlyConfigured

PAGES = "pages"


def caches(redis_url: str) -> dict[str, Any]:
    """Django's CACHES. Raises ImproperlyConfigured when Redis is named and its package missing."""
    return {"default": {"BACKEND": "glutes.attempts.AttemptsCache"}, PAGES: _pages(redis_url)}


def _pages(redis_url: str) -> dict[str, Any]:
    if not redis_url:
        backend = "django.core.cache.backends.locmem.LocMemCache"
        return {"BACKEND": backend, "OPTIONS": {"MAX_ENTRIES": 1000}}
    if not redis_url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("REDIS_URL must start with redis://, rediss:// or unix://.")
    if find_spec("redis") is None:
        raise ImproperlyConfigured(
            "REDIS_URL is set, and the package is missing. Install it with: pip install redis"
        )
    # Short: a cache that hangs must not cost more than what it saves.
    options = {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"BACKEND": backend, "LOCATION": redis_url, "OPTIONS": options, "KEY_PREFIX": "glutes"}
