"""The log-in page: name and password unless LOCAL_LOGIN is off, and single sign-on when a provider is named."""

from allauth.account.internal.decorators import login_not_required
from allauth.account.views import LoginView
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

CLOSED = "Passwords are not taken here: use the log-in of your house."


@login_not_required
def login(request: HttpRequest) -> HttpResponseBase:
    """The page, and what it sends; 403 for a password where those are not taken."""
    if request.method == "POST" and not settings.LOCAL_LOGIN:
        return render(request, "403.html", {"reason": CLOSED}, status=403)
    context = {
        "local_login": settings.LOCAL_LOGIN,
        "single_sign_on": settings.SINGLE_SIGN_ON,
        "require_login": settings.REQUIRE_LOGIN,
    }
    return LoginView.as_view(extra_context=context)(request)
