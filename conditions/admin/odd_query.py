"""What nobody types into the address of an admin page gets a clear 400: a NUL byte, a year beyond the calendar."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from conditions.web.errors import bad_request


class OddQueryMiddleware:
    """Django's lists put their query into SQL and dates as it comes; PostgreSQL and the calendar have limits."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        """Passes the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs):
        """400 where a value of the query holds a NUL byte."""
        if self._is_admin(request) and any("\x00" in v for _, values in request.GET.lists() for v in values):
            return self._refused(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception):
        """400 where a number of the query is too large for a date."""
        if self._is_admin(request) and request.method == "GET" and isinstance(exception, OverflowError):
            return self._refused(request)
        return None

    @staticmethod
    def _is_admin(request: HttpRequest) -> bool:
        return bool(request.resolver_match and request.resolver_match.app_name == "admin")

    @staticmethod
    def _refused(request: HttpRequest):
        return bad_request(
            request, BadRequest("This address holds something that no list can be searched for.")
        )
