"""The one Django app of the product."""

from django.apps import AppConfig


class ConditionsConfig(AppConfig):
    """Registers the app under its name."""

    name = "conditions"
    default_auto_field = "django.db.models.BigAutoField"
