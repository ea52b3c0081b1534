"""Addresses of log-in and second factor; sign-up and e-mail management have none."""

from allauth.account import views
from django.conf import settings
from django.urls import include, path

from conditions.accounts.local_login import login
from conditions.accounts.totp_square import totp_square

urlpatterns = [
    path("login/", login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("2fa/totp/square.svg", totp_square, name="totp_square"),
    path("2fa/", include("allauth.mfa.urls")),
]

if settings.SINGLE_SIGN_ON:
    urlpatterns.append(path("", include("conditions.accounts.single_sign_on_urls")))

if settings.MAIL_IS_SET_UP and settings.LOCAL_LOGIN:
    urlpatterns.append(path("", include("conditions.accounts.password_reset_urls")))
