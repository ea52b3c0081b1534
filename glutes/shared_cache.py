"""Where pages are kept: in each process, or in Redis for all of them."""

from importlib.util import find_spec
from typing import Any

from django.core.exceptions import ImproperlyConfigured


def caches(redis_url: str) -> dict[str, Any]:
    """Django's CACHES. Raises ImproperlyConfigured when Redis is named and its package missing."""
    if not redis_url:
        backend = "django.core.cache.backends.locmem.LocMemCache"
        return {"default": {"BACKEND": backend, "OPTIONS": {"MAX_ENTRIES": 1000}}}
    if not redis_url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("REDIS_URL must start with redis://, rediss:// or unix://.")
    if find_spec("redis") is None:
        raise ImproperlyConfigured(
            "REDIS_URL is set, and the package is missing. Install it with: pip install redis"
        )
    # Short: a cache that hangs must not cost more than what it saves.
    options = {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}
    backend = "django.core.cache.backends.redis.RedisCache"
    return {
        "default": {"BACKEND": backend, "LOCATION": redis_url, "OPTIONS": options, "KEY_PREFIX": "glutes"}
    }
