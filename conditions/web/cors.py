"""Cross-origin reads: what is public here may be read by scripts of any site."""

from django.http import HttpResponse

EXPOSED = "ETag, Last-Modified, Link, RateLimit, RateLimit-Policy, Retry-After"


def readable_anywhere(response: HttpResponse) -> HttpResponse:
    """Allow any origin to read the response; no credentials are ever involved."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    return response


def preflight(methods: str) -> HttpResponse:
    """The answer to an OPTIONS request."""
    response = readable_anywhere(HttpResponse(status=204))
    response["Allow"] = response["Access-Control-Allow-Methods"] = methods
    response["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-Modified-Since, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response
