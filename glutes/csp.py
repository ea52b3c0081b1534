"""The Content-Security-Policy header, from the setting that Django 6 reads."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ACCOUNTS = "/accounts/"


def header(policy: dict[str, list[str]]) -> str:
    """The policy as one header value."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())


class ContentSecurityPolicyMiddleware:
    """Sets the policy on every response, static files and error pages included.

    Where single sign-on is set up, forms of the account pages may lead to its provider.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.value = header(settings.SECURE_CSP)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self._policy(request.path_info))
        return response

    def _policy(self, path: str) -> str:
        provider = settings.SINGLE_SIGN_ON
        if provider is None or not path.startswith(ACCOUNTS):
            return self.value
        targets = [*settings.SECURE_CSP["form-action"], *provider.form_targets()]
        return header({**settings.SECURE_CSP, "form-action": targets})
