"""Accounts and groups: Django's own pages, with a guard for the last publisher."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialApp, SocialToken
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpResponseRedirect

from conditions.accounts.publishers import LastPublisherError, keeping_a_publisher
from conditions.accounts.second_factor import needs_second_factor


class KeepsAPublisher:
    """Wraps every page of a model that could take the last publisher away."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The change form."""
        return self._guarded(request, super().changeform_view, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        """The delete page."""
        return self._guarded(request, super().delete_view, object_id, extra_context)

    def changelist_view(self, request, extra_context=None):
        """The list with its actions."""
        return self._guarded(request, super().changelist_view, extra_context)

    def _guarded(self, request, view, *args):
        if request.method != "POST":
            return view(request, *args)
        try:
            with keeping_a_publisher():
                return view(request, *args)
        except LastPublisherError as error:
            # What the page had said before it was taken back is no longer so.
            list(messages.get_messages(request))
            messages.error(request, str(error))
            return HttpResponseRedirect(request.path)


admin.site.unregister([User, Group])
# Providers come from the environment; a secret has no place in the database.
admin.site.unregister([SocialApp, SocialToken])


@admin.register(User)
class AccountAdmin(KeepsAPublisher, UserAdmin):
    """People, their groups, and whether they have a second factor."""

    list_display = (
        "username",
        "first_name",
        "last_name",
        "roles",
        "second_factor",
        "is_active",
        "last_login",
    )
    list_filter = ("groups", "is_active", "is_superuser")

    def get_queryset(self, request):
        """With groups and second factors, in two more queries."""
        return super().get_queryset(request).prefetch_related("groups", "authenticator_set")

    @admin.display(description="Groups")
    def roles(self, user: User) -> str:
        """The names of the groups."""
        return ", ".join(group.name for group in user.groups.all()) or "–"

    @admin.display(description="Second factor")
    def second_factor(self, user: User) -> str:
        """What is set up; whether it is missed."""
        kinds = {
            one.get_type_display()
            for one in user.authenticator_set.all()  # type: ignore[attr-defined]
            if one.type != Authenticator.Type.RECOVERY_CODES
        }
        if kinds:
            return ", ".join(sorted(kinds))
        return "missing" if needs_second_factor(user) else "–"


@admin.register(Group)
class RoleAdmin(KeepsAPublisher, GroupAdmin):
    """The groups."""
