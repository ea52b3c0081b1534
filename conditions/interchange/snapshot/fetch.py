"""Ask our own site for an address, without a server: through the same handler and middleware."""

from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import StreamingHttpResponse


class NotServedError(Exception):
    """The site did not answer with a page."""


class Fetcher:
    """Answers like the site at SITE_URL."""

    def __init__(self) -> None:
        self._handler = BaseHandler()
        self._handler.load_middleware()
        site = urlsplit(settings.SITE_URL)
        self._host = site.netloc
        self._scheme = site.scheme

    def __call__(self, path: str) -> bytes:
        """The body at the path. Raises NotServedError."""
        response: Any = self._handler.get_response(WSGIRequest(self._environment(path)))
        try:
            if response.status_code != 200:
                raise NotServedError(f"{path} was answered with {response.status_code}.")
            if isinstance(response, StreamingHttpResponse):
                return b"".join(bytes(part) for part in response)
            body: bytes = response.content
            return body
        finally:
            # Not close(): its signal would end the database connection of the command.
            for close in response._resource_closers:
                close()

    def _environment(self, path: str) -> dict[str, object]:
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": self._host.partition(":")[0],
            "SERVER_PORT": "443" if self._scheme == "https" else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": self._host,
            "HTTP_X_FORWARDED_PROTO": self._scheme,
            "wsgi.url_scheme": self._scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
        }
