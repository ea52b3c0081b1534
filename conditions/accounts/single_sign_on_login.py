"""The way to the provider; a provider that is away is a sentence."""

import logging

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

logger = logging.getLogger(__name__)


@login_not_required
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the provider; 503 while it does not answer, 404 for one that is not ours."""
    try:
        response: HttpResponse = views.login(request, provider_id)
    except RequestException as error:
        logger.error("The provider of single sign-on is away: %s", type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", {"away": True}, status=503)
    return response
