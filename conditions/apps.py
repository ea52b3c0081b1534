"""The one Django app of the product, and the admin it brings."""

from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps


class ConditionsConfig(AppConfig):
    """Registers the app under its name."""

    name = "conditions"
    verbose_name = "Content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connects what listens to signals."""
        from conditions.accounts import second_factor, single_sign_on  # noqa: F401

        # What the admin calls the tables of libraries.
        apps.get_app_config("auth").verbose_name = "People"
        apps.get_app_config("socialaccount").verbose_name = "Single sign-on"


class CurationAdminConfig(admin_apps.AdminConfig):
    """Django's admin with the curators' dashboard as its front page."""

    default = False
    default_site = "conditions.curation_site.CurationSite"
