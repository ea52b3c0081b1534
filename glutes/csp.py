"""The Content-Security-Policy header, from the setting that Django 6 reads."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def header(policy: dict[str, list[str]]) -> str:
    """The policy as one header value."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())


class ContentSecurityPolicyMiddleware:
    """Sets the policy on every response, static files and error pages included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.value = header(settings.SECURE_CSP)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.value)
        return response
