"""People for tests: one of each group, logged in as they would be."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import Group, User

PASSWORD = "a long enough pass phrase"
SECRET = "JBSWY3DPEHPK3PXP"


def person(name: str, *groups: str, second_factor: bool | None = None, **fields) -> User:
    """A member of staff in these groups; with a second factor where the group asks for one."""
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    wanted = ("Publisher" in groups or user.is_superuser) if second_factor is None else second_factor
    if wanted:
        TOTP.activate(user, SECRET)
    return user


def code_of(secret: str = SECRET) -> str:
    """What an authenticator app with this secret shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def log_in(client, user: User):
    """A session as after a log-in with everything that the account has set up."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    if Authenticator.objects.filter(user=user).exists():
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "type": "totp", "at": time.time(), "reauthenticated": True},
        ]
        session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
        session.save()
    return client
