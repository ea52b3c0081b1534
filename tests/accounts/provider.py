"""A real OpenID Connect provider in a process of its own, and the way of a person through it."""

import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import requests

from tests.production.server import ask, free_port, wait_until


class Provider:
    """Knows people by subject; whoever is named at its form is logged in."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"

    def knows(self, subject: str, **claims) -> None:
        """Set what the provider says about somebody."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=10).raise_for_status()

    def answer(self, address: str, subject: str | None) -> str:
        """Fill its form in as this person (None: say no); the address that it sends the browser back to."""
        form = {"sub": subject} if subject else {"action": "deny"}
        response = requests.post(address, form, allow_redirects=False, timeout=10)
        return response.headers["Location"]

    def log_in(self, client, subject: str | None, query: str = ""):
        """The whole code flow of a browser; the site's last answer."""
        begun = client.post(f"/accounts/oidc/sso/login/{query}")
        assert begun.status_code == 302
        back = urlsplit(self.answer(begun["Location"], subject))
        query = back.query
        if "state=" not in query:  # this provider leaves it out when somebody says no
            query += "&state=" + parse_qs(urlsplit(begun["Location"]).query)["state"][0]
        return client.get(f"{back.path}?{query}")


@contextmanager
def running_provider():
    """The provider on a port of its own until the block ends."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
        env={**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        discovery = "/.well-known/openid-configuration"
        wait_until(lambda: ask(port, discovery).status == 200, 30, "the provider")
        yield Provider(port)
    finally:
        process.terminate()
        process.wait(10)
