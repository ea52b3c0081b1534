"""There is always somebody who can publish: the last one can't be removed, by whatever route."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q


class LastPublisherError(Exception):
    """The change would leave nobody who can publish."""


def publishers():
    """Active staff who can publish, by group, by a permission of their own, or as superusers."""
    permission = {"content_type__app_label": "conditions", "codename": "publish_review"}
    by_group = {f"groups__permissions__{key}": value for key, value in permission.items()}
    by_user = {f"user_permissions__{key}": value for key, value in permission.items()}
    return (
        get_user_model()
        .objects.filter(is_active=True, is_staff=True)
        .filter(Q(is_superuser=True) | Q(**by_group) | Q(**by_user))
        .distinct()
    )


@contextmanager
def keeping_a_publisher() -> Iterator[None]:
    """A transaction that is taken back when it removes the last publisher. Raises LastPublisherError."""
    with transaction.atomic():
        # Two administrators who remove each other must not both succeed.
        staff = get_user_model().objects.filter(is_staff=True).order_by("pk")
        list(staff.select_for_update().values_list("pk"))
        before = publishers().exists()
        yield
        if before and not publishers().exists():
            raise LastPublisherError("That would leave nobody who can publish. Name another publisher first.")
