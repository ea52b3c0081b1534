"""Accounts for trying out: one of each group."""

import secrets
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

PEOPLE = {
    "curator": ("Casey", "Curator"),
    "reviewer": ("Robin", "Reviewer"),
    "publisher": ("Pat", "Publisher"),
}


class Command(BaseCommand):
    """`manage.py demo_users`."""

    help = (
        "Make curator, reviewer and publisher with random passwords, for trying out; refused in production."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "demo_users makes accounts that everybody knows the names of: not in production."
            )
        for name, (first, last) in PEOPLE.items():
            user, _ = User.objects.get_or_create(username=name)
            password = secrets.token_urlsafe(12)
            user.first_name, user.last_name, user.is_staff, user.is_active = first, last, True, True
            user.set_password(password)
            user.save()
            user.groups.set([Group.objects.get(name=last)])
            line = f"{name}: password {password}"
            if name == "publisher":
                line += f", authenticator secret {self._second_factor(user)}"
            self.stdout.write(line)

    def _second_factor(self, user: User) -> str:
        user.authenticator_set.all().delete()  # type: ignore[attr-defined]
        secret: str = generate_totp_secret()
        TOTP.activate(user, secret)
        return secret
