"""The admin site: its words, its front page, and log-in through allauth.

Not in `conditions.admin`: importing that package registers pages on this very site.
"""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import path
from django.utils.decorators import method_decorator


class CurationSite(admin.AdminSite):
    """Where content is written, reviewed and published."""

    site_title = "Curation"
    index_title = "Your work"
    index_template = "admin/dashboard.html"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.site_header = f"{settings.SITE_NAME} curation"

    def get_urls(self):
        """The pages of the models, and those that belong to none."""
        from conditions.admin import audit
        from conditions.admin.lookup import lookup

        return [
            path("lookup/<slug:source>/", lookup, name="lookup"),
            path("audit/", self.admin_view(audit.page), name="audit"),
            *super().get_urls(),
        ]

    def index(self, request, extra_context=None):
        """The front page: what waits."""
        from conditions.admin.dashboard import lists

        found = lists(request.user)
        nothing = [one.title for one in found if not one.total]
        return super().index(request, {"lists": found, "nothing": nothing, **(extra_context or {})})

    @method_decorator(secure_admin_login)
    def login(self, request, extra_context=None):
        """There is one log-in for all, with the second factor in it."""
        return super().login(request, extra_context)
