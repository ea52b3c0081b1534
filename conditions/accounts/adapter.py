"""How allauth behaves here: accounts are made by administrators, never by visitors."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django.http import HttpRequest
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up; no e-mail about events; a log-in leads to where the account has something to do."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Curation for those who curate, the lookup for those who read."""
        return reverse("admin:index" if request.user.is_staff else "home")

    # A first log-in by single sign-on is a sign-up to allauth.
    get_signup_redirect_url = get_login_redirect_url

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Whether the password has to be given again before a second factor is changed: not right after a log-in."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """Nothing: the audit trail and the account page tell."""
