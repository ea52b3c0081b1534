"""Accounts and groups: Django's own pages, with a guard for the last publisher."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
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


# People and what they may do are managed on the two pages below; of the libraries' tables only the
# identities at a single sign-on stay. Its providers come from the environment: a secret has no place here.
admin.site.unregister(
    [
        model
        for model in list(admin.site._registry)
        if model._meta.app_label in ("account", "mfa", "socialaccount") and model is not SocialAccount
    ]
)
admin.site.unregister([User, Group])


# Of these somebody can be given a right; all else follows from them.
PERMITTED = (
    "condition",
    "finding",
    "reference",
    "pendingevidence",
    "review",
    "reviewcomment",
    "signoff",
    "draftrevision",
    "edition",
    "withdrawal",
    "readerreport",
    "user",
    "group",
)


class PermissionsField(forms.ModelMultipleChoiceField):
    """Permissions by what they allow, without the names of tables."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, permission) -> str:
        """The sentence."""
        return permission.name.removeprefix("Can ").capitalize()


@admin.register(User)
class AccountAdmin(KeepsAPublisher, UserAdmin):
    """People, their groups, and whether they have a second factor."""

    intro = (
        "Everybody who can log in. A group says what a person may do. Whoever can publish or manage accounts "
        "needs a second factor; take it away here when a phone or key was lost, so that a new one can be set up."
    )
    actions = ("reset_second_factor",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": (("first_name", "last_name"), "email")}),
        ("What they may do", {"fields": ("groups", "is_active", "is_staff", "is_superuser")}),
        ("Seen", {"fields": (("last_login", "date_joined"),)}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", ("first_name", "last_name"), "password1", "password2", "groups")}),
    )
    readonly_fields = ("last_login", "date_joined")

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

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Groups as a short list of boxes."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups" and field is not None:
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
            field.help_text = (
                "Curators write, reviewers check, publishers publish. A person can be in several."
            )
        return field

    def get_readonly_fields(self, request, obj=None):
        """Only a superuser makes superusers."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else (*fields, "is_superuser")

    def has_change_permission(self, request, obj=None) -> bool:
        """Whoever manages accounts and is no superuser can't change one, nor set its password."""
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        """As with changing."""
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    @staticmethod
    def _may_touch(request, obj: User | None) -> bool:
        return obj is None or not obj.is_superuser or request.user.is_superuser

    def save_model(self, request, obj, form, change) -> None:
        """Accounts are for people who work here: a new one may log in to the curation at once."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    @admin.action(description="Take away the second factor (phone or key was lost)", permissions=["change"])
    def reset_second_factor(self, request, queryset):
        """Deletes what is set up; at the next log-in with the password a new one has to be set up where needed."""
        if not request.user.is_superuser:
            queryset = queryset.filter(is_superuser=False)
        deleted, _ = Authenticator.objects.filter(user__in=queryset).delete()
        names = ", ".join(queryset.values_list("username", flat=True)) or "Nobody"
        word = f"Taken away from {names}." if deleted else f"{names}: nothing was set up."
        messages.success(request, word)

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

    intro = "Curator, Reviewer and Publisher are enough for most; a change here is one for everybody in the group."
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Permissions of the content and of accounts, as boxes."""
        rows = Permission.objects.filter(content_type__model__in=PERMITTED).select_related("content_type")
        return PermissionsField(
            queryset=rows.order_by("content_type__app_label", "content_type__model", "codename"),
            required=False,
        )
