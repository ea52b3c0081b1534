"""Log-in and admin only from ADMIN_NETWORKS; for others the addresses do not exist."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from conditions.accounts.client_address import client_address
from conditions.web.errors import not_found
from glutes.networks import contains


class AdminNetworksMiddleware:
    """404 for the admin and accounts from anywhere else; no setting, no limit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        closed = (f"/{settings.ADMIN_PATH}/", "/accounts/")
        limited = settings.ADMIN_NETWORKS and f"{request.path_info}/".startswith(closed)
        if limited and not contains(settings.ADMIN_NETWORKS, client_address(request)):
            return not_found(request)
        return self.get_response(request)
