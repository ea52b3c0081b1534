"""Addresses of single sign-on; there are none unless a provider is named."""

from allauth.socialaccount import views
from django.urls import include, path

from conditions.accounts.single_sign_on_login import begin

urlpatterns = [
    # Before allauth's own, which lets an error through when the provider does not answer.
    path("oidc/<slug:provider_id>/login/", begin, name="openid_connect_login"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("connections/", views.connections, name="socialaccount_connections"),
    path("connections/cancelled/", views.login_cancelled, name="socialaccount_login_cancelled"),
]
