"""Log-in at the house's own OpenID Connect provider: which one, who may come in, and as what.

All of it is off until OIDC_ISSUER is set. docs/configuration.md lists the variables;
conditions/accounts/single_sign_on.py applies the rules.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from glutes.environment import is_origin_list, read

GROUPS = ("Curator", "Reviewer", "Publisher")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# The last part of the address that the provider sends people back to.
PROVIDER_ID = "sso"


@dataclass(frozen=True)
class SingleSignOn:
    """The provider and the rules. Claims are named as the provider names them."""

    issuer: str
    client_id: str
    secret: str
    name: str
    groups_claim: str
    groups: dict[str, str]
    email_domains: frozenset[str]
    required_claim: tuple[str, str] | None
    second_factor_claims: frozenset[tuple[str, str]]
    login_origins: tuple[str, ...]

    def form_targets(self) -> list[str]:
        """Origins that the log-in button leads to: browsers apply form-action to every redirect after it."""
        parts = urlsplit(self.issuer)
        return [f"{parts.scheme}://{parts.netloc}", *self.login_origins]

    def providers(self) -> dict[str, Any]:
        """allauth's SOCIALACCOUNT_PROVIDERS."""
        app = {
            "provider_id": PROVIDER_ID,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {"server_url": self.issuer, "oauth_pkce_enabled": True},
        }
        return {"openid_connect": {"APPS": [app]}}


def is_issuer(url: str) -> str | None:
    """What is wrong with the provider's address, or None."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.netloc:
        return None
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return None
    return f"must be an https:// address such as https://login.hospital.example/realms/staff, not “{url}”."


def pairs(name: str) -> list[tuple[str, str]]:
    """The variable as “left=right” pairs, comma-separated. Raises ImproperlyConfigured."""
    found = []
    for item in read("list", name, []):
        left, equals, right = (part.strip() for part in item.partition("="))
        if not (left and equals and right):
            raise ImproperlyConfigured(f"{name} must hold pairs such as name=value; “{item}” is none.")
        found.append((left, right))
    return found


def _groups() -> dict[str, str]:
    groups = dict(pairs("OIDC_GROUPS"))
    for group in groups.values():
        if group not in GROUPS:
            known = ", ".join(GROUPS)
            raise ImproperlyConfigured(f"OIDC_GROUPS must lead to one of {known}, not to “{group}”.")
    return groups


def _required(name: str) -> str:
    value: str = read("str", name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} must be set with OIDC_ISSUER.")
    return value


def from_environment() -> SingleSignOn | None:
    """The provider that the environment names, or None. Raises ImproperlyConfigured with a sentence."""
    issuer = read("str", "OIDC_ISSUER", "", is_issuer).rstrip("/")
    if not issuer:
        return None
    required = pairs("OIDC_REQUIRED_CLAIM")
    if len(required) > 1:
        raise ImproperlyConfigured("OIDC_REQUIRED_CLAIM must be one pair such as department=orthopaedics.")
    return SingleSignOn(
        issuer=issuer,
        client_id=_required("OIDC_CLIENT_ID"),
        secret=_required("OIDC_CLIENT_SECRET"),
        name=read("str", "OIDC_NAME", "single sign-on"),
        groups_claim=read("str", "OIDC_GROUPS_CLAIM", "groups"),
        groups=_groups(),
        email_domains=frozenset(d.lower().lstrip("@") for d in read("list", "OIDC_EMAIL_DOMAINS", [])),
        required_claim=required[0] if required else None,
        second_factor_claims=frozenset(pairs("OIDC_SECOND_FACTOR_CLAIMS")),
        login_origins=tuple(read("list", "OIDC_LOGIN_ORIGINS", [], is_origin_list)),
    )
