"""The one Django app of the product, and the admin it brings."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class ConditionsConfig(AppConfig):
    """Registers the app under its name."""

    name = "conditions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connects what listens to signals."""
        from conditions.accounts import second_factor, single_sign_on  # noqa: F401


class CurationAdminConfig(admin_apps.AdminConfig):
    """Django's admin with the curators' dashboard as its front page."""

    default = False
    default_site = "conditions.curation_site.CurationSite"
