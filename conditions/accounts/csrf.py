"""A form that comes without its token: the page was open too long, or cookies are off."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 with what to do; nothing was changed."""
    sentence = (
        "The form came without its proof of origin: the page was open for too long, or cookies are off. "
        "Nothing was changed. Go back, load the page anew and send it again."
    )
    return render(request, "403.html", {"heading": "The form was not taken", "reason": sentence}, status=403)
