"""Who comes in by the house's OpenID Connect provider, and what they may do here.

Claims are believed only where the provider signed them for the same person: those of
the ID token go before those of the userinfo endpoint. An account is known by issuer and
subject, never by e-mail address or name: those can be taken by somebody else.
"""

import hashlib
import logging
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.exceptions import ImproperlyConfigured
from django.dispatch import receiver
from django.http import HttpRequest
from django.shortcuts import render

from conditions.accounts.publishers import LastPublisherError, keeping_a_publisher
from glutes.single_sign_on import GROUPS, SingleSignOn

UID_LENGTH = 191
KEPT = ("iss", "sub", "preferred_username", "email")
logger = logging.getLogger(__name__)


class RefusedError(Exception):
    """The provider knows the person, and the site's rules don't let them in; a sentence for them."""


def configured() -> SingleSignOn:
    """The site's provider; only asked for where there is one."""
    if settings.SINGLE_SIGN_ON is None:
        raise ImproperlyConfigured("There is no provider: OIDC_ISSUER is not set.")
    return settings.SINGLE_SIGN_ON


def claims_of(data: dict[str, Any]) -> dict[str, Any]:
    """What the provider said, signed claims first. Raises RefusedError when its two answers differ."""
    signed = data.get("id_token")
    if not signed:
        raise RefusedError("The provider sent no proof of who you are.")
    also = data.get("userinfo") or {}
    if also and also.get("sub") != signed.get("sub"):
        raise RefusedError("The provider named two different people.")
    return {**also, **signed}


def values(claims: dict[str, Any], name: str) -> set[str]:
    """A claim as a set of texts, whether the provider sends one or a list."""
    value = claims.get(name)
    return {str(item) for item in value} if isinstance(value, list) else {str(value)} - {"None"}


def check_admission(rules: SingleSignOn, claims: dict[str, Any]) -> None:
    """Raises RefusedError with a sentence when the rules of the site don't let this person in."""
    if rules.required_claim:
        name, wanted = rules.required_claim
        if wanted not in values(claims, name):
            raise RefusedError("Your account at the provider is not among those that this site is open to.")
    if rules.email_domains:
        domain = str(claims.get("email", "")).rpartition("@")[2].lower()
        if domain not in rules.email_domains or claims.get("email_verified") is not True:
            raise RefusedError(
                "This site is open to confirmed e-mail addresses of its house; yours is not one."
            )


def give_groups(rules: SingleSignOn, user: User, claims: dict[str, Any]) -> None:
    """Make the account's groups those that the provider names. Raises RefusedError for the last publisher.

    Without OIDC_GROUPS administrators give groups, and nothing is changed here.
    """
    if not rules.groups:
        return
    named = values(claims, rules.groups_claim)
    wanted = {group for theirs, group in rules.groups.items() if theirs in named}
    had = set(user.groups.filter(name__in=GROUPS).values_list("name", flat=True))
    is_staff = user.is_superuser or bool(wanted)
    if wanted == had and user.is_staff == is_staff:
        return
    try:
        with keeping_a_publisher():
            user.groups.remove(*Group.objects.filter(name__in=had - wanted))
            user.groups.add(*Group.objects.filter(name__in=wanted - had))
            user.is_staff = is_staff
            user.save(update_fields=["is_staff"])
    except LastPublisherError:
        raise RefusedError(
            "The provider no longer names you a publisher, and you are the last one here. "
            "An administrator must name another publisher first."
        ) from None
    logger.info(
        "Single sign-on: %s is now in %s", user.get_username(), ", ".join(sorted(wanted)) or "no group"
    )


class SocialAdapter(DefaultSocialAccountAdapter):
    """Applies the rules of the environment; there are no providers in the database."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Those of the settings."""
        built = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in built.values() for app in apps]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whoever passed the rules gets an account; without a group it can read and no more."""
        return True

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Name the account by issuer and subject; keep no more of the claims than tells who it is."""
        account = sociallogin.account
        try:
            sociallogin.claims = claims_of(account.extra_data)
        except RefusedError as error:
            raise self._refusal(request, error) from None
        uid = f"{sociallogin.claims['iss']} {sociallogin.claims['sub']}"
        account.uid = uid if len(uid) <= UID_LENGTH else hashlib.sha256(uid.encode()).hexdigest()
        account.extra_data = {name: sociallogin.claims[name] for name in KEPT if name in sociallogin.claims}
        # allauth would tie accounts together by these.
        sociallogin.email_addresses = []
        return super().populate_user(request, sociallogin, data)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in or refuse, each time; and take the groups over."""
        rules = configured()
        try:
            check_admission(rules, sociallogin.claims)
            if sociallogin.is_existing:
                give_groups(rules, sociallogin.user, sociallogin.claims)
        except RefusedError as error:
            raise self._refusal(request, error) from None

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """A new account, with the groups that the provider names."""
        user: User = super().save_user(request, sociallogin, form)
        give_groups(configured(), user, sociallogin.claims)
        return user

    @staticmethod
    def _refusal(request: HttpRequest, error: RefusedError) -> ImmediateHttpResponse:
        logger.warning("Single sign-on refused: %s", error)
        return ImmediateHttpResponse(render(request, "403.html", {"reason": str(error)}, status=403))


@receiver(user_logged_in)
def _second_factor_at_the_provider(
    sender: Any, request: HttpRequest, user: User, sociallogin: SocialLogin | None = None, **kwargs: Any
) -> None:
    # Only what the site names counts, and only for this session (second_factor.py asks for it).
    if sociallogin is None:
        return
    claims = getattr(sociallogin, "claims", {})
    named = configured().second_factor_claims
    if any(value in values(claims, name) for name, value in named):
        record_authentication(request, user, method="mfa", type="provider")
