"""The addresses of a site with single sign-on."""

from django.urls import include, path

from glutes.urls import handler400, handler403, handler404, handler500  # noqa: F401
from glutes.urls import urlpatterns as usual

urlpatterns = [path("accounts/", include("conditions.accounts.single_sign_on_urls")), *usual]
