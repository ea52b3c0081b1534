"""The address of the client behind a known number of proxies.

X-Forwarded-For is written by anyone; only its last entries, one for each proxy of
ours, can be believed. The number is explicit (TRUSTED_PROXY_COUNT), never guessed.
"""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost proxy of ours saw, or that of the connection."""
    direct: str = request.META.get("REMOTE_ADDR", "")
    count: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if not count:
        return direct
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    return hops[-count] if len(hops) >= count else direct
