"""The QR code of a second factor that is being set up, as an image of our own.

allauth offers it as a data: address, which the Content-Security-Policy does not load.
"""

import io

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse


@login_required
def totp_square(request: HttpRequest) -> HttpResponse:
    """The secret that this session is setting up, and no other; 404 when there is none."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404("No authenticator app is being set up.")
    image = io.BytesIO()
    segno.make(get_adapter().build_totp_url(request.user, secret)).save(
        image, kind="svg", scale=4, light="#fff"
    )
    response = HttpResponse(image.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = "no-store"
    return response
