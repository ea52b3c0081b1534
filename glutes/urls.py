"""All addresses: the admin, and everything that the public sees."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from glutes.security_txt import security_txt

urlpatterns = [
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    path("accounts/", include("conditions.accounts.urls")),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("", include("conditions.web.urls")),
]

handler404 = "conditions.web.errors.not_found"
handler500 = "conditions.web.errors.server_error"
handler403 = "conditions.web.errors.forbidden"
handler400 = "conditions.web.errors.bad_request"
