"""The addresses of an installation that can send mail."""

from django.urls import include, path

from glutes.urls import handler400, handler403, handler404, handler500
from glutes.urls import urlpatterns as everything

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("accounts/", include("conditions.accounts.password_reset_urls")), *everything]
