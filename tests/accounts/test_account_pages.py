"""The pages of an account: all in the words of this site, and a new password by e-mail."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.urls import reverse

from tests.people import PASSWORD, log_in, person

pytestmark = pytest.mark.django_db
# How the library that they come from would say it.
FOREIGN = re.compile(
    r"Sign (in|out|up)|Two-Factor|Confirm Access|reauthenticate to|Deactivate|Security Keys|Generate|"
    r"Bad Token|Reset My|Alternative options|Account Inactive|Change Password",
)
NEW = "quite another long pass phrase"


@pytest.fixture
def can_mail(settings):
    settings.ROOT_URLCONF = "tests.accounts.mail_site"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def text_of(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return re.sub(r"<[^>]+>", " ", response.content.decode())


def test_every_page_of_an_account_speaks_as_the_rest_does(client, can_mail):
    user = person("publisher", "Publisher")
    RecoveryCodes.activate(user)
    outside = (
        "account_login",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    )
    inside = (
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
    )

    said = {name: text_of(client, reverse(name)) for name in outside}
    said["bad link"] = text_of(client, reverse("account_reset_password_from_key", args=["1", "bad"]))
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    said["second factor"] = text_of(client, reverse("mfa_authenticate"))
    log_in(client, user)
    said |= {name: text_of(client, reverse(name)) for name in inside}
    key = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone", "credential": {}}
    )
    of_key = ("mfa_edit_webauthn", "mfa_remove_webauthn")
    said |= {name: text_of(client, reverse(name, args=[key.pk])) for name in of_key}
    said["keys"] = text_of(client, reverse("mfa_list_webauthn"))

    assert {name: found[0] for name, words in said.items() if (found := FOREIGN.search(words))} == {}
    assert len(re.findall(r"\b\d{8}\b", said["mfa_view_recovery_codes"])) == 10


def test_asking_for_a_new_password_never_tells_who_has_an_account(client, can_mail):
    person("curator", "Curator", email="casey@example.org")

    answers = [
        client.post(reverse("account_reset_password"), {"email": address}, follow=True).content
        for address in ("nobody@example.org", "casey@example.org")
    ]

    assert re.sub(rb"nonce-\S+", b"", answers[0]) == re.sub(rb"nonce-\S+", b"", answers[1])
    assert [message.to for message in mail.outbox] == [["casey@example.org"]]


def test_the_link_in_the_mail_sets_a_new_password(client, can_mail):
    user = person("curator", "Curator", email="casey@example.org")
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[0].body)[0]

    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert "The password is changed" in done.content.decode()
