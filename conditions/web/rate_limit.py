"""A simple limit on requests per client and minute, in the memory of one process.

Nothing about a client is written anywhere: the addresses are forgotten with the minute.
With several processes a client gets the limit from each; a limit for the whole site is
the business of the proxy in front.
"""

import time
from collections import Counter
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

from conditions.accounts.client_address import client_address

POLICY = "minute"
WINDOW_SECONDS = 60
MAX_CLIENTS = 50_000


@dataclass(frozen=True)
class Allowance:
    """What is left for a client in this window."""

    limit: int
    remaining: int
    reset: int

    @property
    def headers(self) -> dict[str, str]:
        """The policy, and what is left: draft-ietf-httpapi-ratelimit-headers-10, structured fields."""
        return {
            "RateLimit-Policy": f'"{POLICY}";q={self.limit};w={WINDOW_SECONDS}',
            "RateLimit": f'"{POLICY}";r={max(0, self.remaining)};t={self.reset}',
        }

    @property
    def exceeded(self) -> bool:
        """Whether this request is one too many."""
        return self.remaining < 0


class RateLimit:
    """Counts requests in fixed windows of a minute."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._window = 0
        self._counts: Counter[str] = Counter()

    def take(self, client: str, limit: int) -> Allowance:
        """Count one request of the client."""
        now = time.time()
        window, elapsed = divmod(now, WINDOW_SECONDS)
        with self._lock:
            if window != self._window or len(self._counts) >= MAX_CLIENTS:
                self._window = int(window)
                self._counts.clear()
            self._counts[client] += 1
            used = self._counts[client]
        return Allowance(limit, limit - used, max(1, round(WINDOW_SECONDS - elapsed)))

    def forget(self) -> None:
        """Start anew."""
        with self._lock:
            self._counts.clear()


requests = RateLimit()


def take(request: HttpRequest) -> Allowance:
    """Count this request of its client."""
    return requests.take(client_address(request), settings.API_REQUESTS_PER_MINUTE)
