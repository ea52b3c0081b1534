"""How allauth behaves here: accounts are made by administrators, never by visitors."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up; no e-mail about events unless mail is set up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """Nothing: the audit trail and the account page tell."""
