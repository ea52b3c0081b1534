"""Whoever can publish or manage accounts has a second factor, or gets no further than setting one up.

A second factor that single sign-on vouched for counts for that session (single_sign_on.py), and only
where the site names the claims that say so.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

NEEDS_IT = ("conditions.publish_review", "conditions.withdraw_condition", "auth.change_user")


def needs_second_factor(user) -> bool:
    """Whether the account may do what others must not be able to do in its name."""
    return user.is_superuser or any(user.has_perm(permission) for permission in NEEDS_IT)


@receiver(authenticator_added)
def _setting_up_counts(sender, request, user, authenticator, **kwargs) -> None:
    # A code or key was proved a moment ago: no second log-in right after the set-up.
    record_authentication(request, user, method="mfa", type=authenticator.type)


class SecondFactorMiddleware:
    """Guards the admin; everything else there is for one factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("admin:index")):
            answer = self._missing(request)
            if answer is not None:
                return answer
        return self.get_response(request)

    def _missing(self, request: HttpRequest) -> HttpResponse | None:
        user = request.user
        if request.path == reverse("admin:logout") or not user.is_authenticated:
            return None
        if not needs_second_factor(user):
            return None
        methods = get_authentication_records(request, user)
        if any((used["method"], used.get("type")) == ("mfa", "provider") for used in methods):
            return None
        if not is_mfa_enabled(user):
            messages.warning(
                request, "Your account can publish, so it needs a second factor before you go on."
            )
            return redirect("mfa_index")
        if any(used["method"] == "mfa" for used in methods):
            return None
        back = urlencode({"next": request.get_full_path()}, safe="/")
        return redirect(f"{reverse('mfa_reauthenticate')}?{back}")
