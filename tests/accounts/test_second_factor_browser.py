"""A second factor in a browser, from setting it up to logging in with it: authenticator app, then passkey."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import axe_violations
from tests.people import PASSWORD, code_of, person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def publisher(transactional_db):
    return person("publisher", "Publisher", second_factor=False)


def give_password(visit):
    page = visit(reverse("account_login"))
    page.get_by_label("Username").fill("publisher")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    return page


def log_out(visit):
    visit("/admin/").get_by_role("button", name="Log out").click()
    visit.page.get_by_role("searchbox").first.wait_for()


def test_publisher_sets_up_an_authenticator_app_and_logs_in_with_it(visit, publisher):
    # Given a publisher without a second factor, who gets no further than setting one up
    page = give_password(visit)
    page.get_by_text("needs a second factor").wait_for()
    assert axe_violations(page) == []

    # When the app is set up with the secret on the page
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_role("heading", name="Set up an authenticator app").wait_for()
    square = page.get_by_role("img", name="QR code of the secret below")
    page.wait_for_function("image => image.naturalWidth > 0", arg=square.element_handle())
    assert axe_violations(page) == []
    secret = page.locator("code").inner_text()
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Turn on").click()
    page.get_by_text("Recovery codes", exact=False).first.wait_for()

    # Then the admin is open, and the next log-in asks for a code
    visit("/admin/").get_by_role("heading", name="Your work").wait_for()
    log_out(visit)
    page = give_password(visit)
    page.locator("input[name=code]").fill(code_of(secret))
    assert axe_violations(page) == []
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Your work").wait_for()


def test_publisher_sets_up_a_passkey_and_logs_in_with_nothing_else(visit, publisher):
    # Given a device that holds passkeys and knows its owner
    device = visit.page.context.new_cdp_session(visit.page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    # When a passkey is added on the page of the second factor
    page = give_password(visit)
    page.get_by_text("needs a second factor").wait_for()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What to call it").fill("Desk")
    expect(page.get_by_label("Log in with it alone")).to_be_checked()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("Recovery codes", exact=False).first.wait_for()
    kept = Authenticator.objects.get(user=publisher, type=Authenticator.Type.WEBAUTHN)
    assert kept.wrap().name == "Desk"
    assert axe_violations(visit(reverse("mfa_index"))) == []
    visit("/admin/").get_by_role("heading", name="Your work").wait_for()
    log_out(visit)

    # Then it logs in by itself
    page = visit(reverse("account_login"))
    page.get_by_role("button", name="Log in with a passkey").click()
    page.get_by_role("heading", name="Your work").wait_for()
