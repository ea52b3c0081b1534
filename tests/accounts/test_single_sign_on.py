"""Log-in at a real OpenID Connect provider, through the whole code flow: who comes in, and as what."""

import re
import urllib.parse
from dataclasses import replace

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.test import Client
from django.urls import clear_url_caches

from conditions.accounts.single_sign_on import RefusedError, claims_of
from glutes import single_sign_on
from tests.accounts.provider import running_provider
from tests.people import PASSWORD, log_in, person
from tests.production.server import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("single-sign-on")]
GROUPS = {"gl-write": "Curator", "gl-review": "Reviewer", "gl-publish": "Publisher"}


@pytest.fixture(scope="module")
def provider():
    with running_provider() as found:
        yield found


@pytest.fixture
def rules(settings, provider):
    """A site with single sign-on; call with what differs from the plainest one."""
    clear_url_caches()
    settings.ROOT_URLCONF = "tests.accounts.single_sign_on_site"

    def use(**changes):
        plain = single_sign_on.SingleSignOn(
            issuer=provider.issuer,
            client_id="glutes",
            secret="a secret of the client",
            name="St Elsewhere",
            groups_claim="groups",
            groups=GROUPS,
            email_domains=frozenset(),
            required_claim=None,
            second_factor_claims=frozenset(),
            login_origins=(),
        )
        settings.SINGLE_SIGN_ON = replace(plain, **changes)
        settings.SOCIALACCOUNT_PROVIDERS = settings.SINGLE_SIGN_ON.providers()

    use()
    yield use
    clear_url_caches()


def test_a_reader_comes_in_by_the_whole_code_flow_and_may_read_only(rules, provider, client):
    provider.knows("s-1", preferred_username="reader", name="Rea Der", email="r@house.example", locale="de")

    begun = client.post("/accounts/oidc/sso/login/")
    asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(begun["Location"]).query))
    back = urllib.parse.urlsplit(provider.answer(begun["Location"], "s-1"))
    answer = client.get(f"{back.path}?{back.query}")

    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert answer["Location"] == "/"
    user = User.objects.get(pk=client.session["_auth_user_id"])
    assert (user.username, user.get_full_name()) == ("reader", "Rea Der")
    assert not user.is_staff
    assert not user.has_usable_password()
    account = SocialAccount.objects.get(user=user)
    assert account.uid == f"{provider.issuer} s-1"
    assert set(account.extra_data) == {"iss", "sub", "preferred_username", "email"}
    assert client.get("/admin/").status_code in {302, 403}
    # An answer is good once.
    assert Client().get(f"{back.path}?{back.query}").status_code == 401


def test_a_reader_who_asks_for_the_admin_is_not_sent_in_circles(rules, provider, client):
    provider.knows("s-2", preferred_username="another")
    provider.log_in(client, "s-2", "?next=/admin/")

    response = client.get("/admin/", follow=True)

    assert len(response.redirect_chain) <= 2
    assert response.status_code in {200, 403}


def test_groups_follow_the_provider_at_each_log_in(rules, provider, client):
    provider.knows("s-3", preferred_username="moving", groups=["gl-write", "gl-review", "others"])
    assert provider.log_in(client, "s-3")["Location"] == "/admin/"
    user = User.objects.get(username="moving")
    assert set(user.groups.values_list("name", flat=True)) == {"Curator", "Reviewer"}
    assert client.get("/admin/conditions/finding/add/").status_code == 200

    provider.knows("s-3", preferred_username="moving", groups=["gl-review"])
    provider.log_in(Client(), "s-3")
    assert set(user.groups.values_list("name", flat=True)) == {"Reviewer"}

    provider.knows("s-3", preferred_username="moving")
    assert provider.log_in(Client(), "s-3")["Location"] == "/"
    user.refresh_from_db()
    assert not user.groups.exists()
    assert not user.is_staff
    assert User.objects.filter(username__startswith="moving").count() == 1
    # The session that is still open has lost the admin as well.
    assert client.get("/admin/conditions/finding/").status_code in {302, 403}


def test_without_a_mapping_administrators_give_groups(rules, provider, client):
    rules(groups={})
    provider.knows("s-4", preferred_username="given", groups=["gl-publish"])
    provider.log_in(client, "s-4")
    user = User.objects.get(username="given")
    assert not user.is_staff

    user.is_staff = True
    user.save()
    provider.log_in(Client(), "s-4")

    user.refresh_from_db()
    assert user.is_staff


@pytest.mark.parametrize(
    ("named", "amr", "location"),
    [
        (frozenset(), ["pwd", "mfa"], "/accounts/2fa/"),
        (frozenset({("amr", "mfa")}), ["pwd"], "/accounts/2fa/"),
        (frozenset({("amr", "mfa")}), ["pwd", "mfa"], None),
    ],
)
def test_a_publisher_needs_a_second_factor_here_unless_the_site_believes_the_providers(
    rules, provider, client, named, amr, location
):
    rules(second_factor_claims=named)
    subject = f"p-{len(named)}-{len(amr)}"
    provider.knows(subject, preferred_username=subject, groups=["gl-publish"], amr=amr)
    provider.log_in(client, subject)

    response = client.get("/admin/")

    assert response.get("Location") == location
    assert (response.status_code == 200) == (location is None)
    # And whoever needs one can set it up without a password that they don't have.
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_a_second_factor_of_this_site_is_asked_for_after_the_provider(rules, provider, client):
    provider.knows("p-9", preferred_username="both")
    provider.log_in(Client(), "p-9")
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(User.objects.get(username="both"), "JBSWY3DPEHPK3PXP")

    assert provider.log_in(client, "p-9")["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("changes", "claims", "welcome"),
    [
        ({"required_claim": ("department", "hips")}, {"department": "knees"}, False),
        ({"required_claim": ("department", "hips")}, {}, False),
        ({"required_claim": ("department", "hips")}, {"department": ["knees", "hips"]}, True),
        ({"email_domains": {"house.example"}}, {"email": "a@evil.example", "email_verified": True}, False),
        ({"email_domains": {"house.example"}}, {"email": "a@house.example"}, False),
        ({"email_domains": {"house.example"}}, {"email": "a@House.example", "email_verified": True}, True),
    ],
)
def test_only_whom_the_rule_names_comes_in(rules, provider, client, changes, claims, welcome):
    rules(**changes)
    subject = f"r-{abs(hash(str((changes, claims))))}"
    provider.knows(subject, preferred_username=subject, **claims)

    answer = provider.log_in(client, subject)

    assert ("_auth_user_id" in client.session) == welcome
    assert User.objects.filter(username=subject).exists() == welcome
    if not welcome:
        assert answer.status_code == 403
        assert "this site is open to" in answer.content.decode().lower()


def test_nobody_becomes_somebody_else_by_name_or_address(rules, provider, client):
    root = person("root", is_superuser=True, email="root@house.example")
    provider.knows("x-1", preferred_username="root", email="root@house.example", email_verified=True)

    provider.log_in(client, "x-1")

    made = User.objects.get(pk=client.session["_auth_user_id"])
    assert made != root
    assert made.username != "root"
    assert not made.is_superuser


def test_the_last_publisher_is_neither_let_in_nor_removed(rules, provider, client):
    provider.knows("l-1", preferred_username="last", groups=["gl-publish"])
    provider.log_in(Client(), "l-1")
    provider.knows("l-1", preferred_username="last", groups=[])

    answer = provider.log_in(client, "l-1")

    assert answer.status_code == 403
    assert "you are the last one here" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert User.objects.get(username="last").groups.filter(name="Publisher").exists()


def test_an_account_of_this_site_is_connected_by_whoever_is_logged_in_to_it(rules, provider, client):
    user = person("local", "Curator")
    log_in(client, user)
    provider.knows("c-1", preferred_username="elsewhere", groups=["gl-write"])
    assert "Connect with St Elsewhere" in client.get("/accounts/connections/").content.decode()

    provider.log_in(client, "c-1", "?process=connect")
    assert "elsewhere" in client.get("/accounts/connections/").content.decode()

    other = Client()
    provider.log_in(other, "c-1")
    assert other.session["_auth_user_id"] == str(user.pk)


def test_passwords_are_not_taken_where_local_log_in_is_off(rules, settings, client):
    settings.LOCAL_LOGIN = False
    user = person("curator", "Curator")

    page = client.get("/accounts/login/").content.decode()
    answer = client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})

    assert "Log in with St Elsewhere" in page
    assert 'type="password"' not in page
    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session


def test_readers_of_a_closed_site_come_back_to_the_page_they_asked_for(rules, provider, settings, client):
    settings.REQUIRE_LOGIN = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
    provider.knows("q-1", preferred_username="member")
    asked = client.get("/conditions/hip-pointer/")
    page = client.get(asked["Location"])
    action = re.search(r'action="(/accounts/oidc/sso/login/[^"]*)"', page.content.decode())[1]

    answer = provider.log_in(client, "q-1", "?" + action.replace("&amp;", "&").partition("?")[2])

    assert answer["Location"] == "/conditions/hip-pointer/"
    read = client.get(answer["Location"])
    assert read.status_code == 200
    assert read["Cache-Control"] == "private, no-store"


def test_saying_no_at_the_provider_and_a_forged_answer_log_nobody_in(rules, provider, client):
    assert provider.log_in(client, None)["Location"] == "/accounts/connections/cancelled/"
    assert client.get("/accounts/connections/cancelled/").status_code == 200
    forged = client.get("/accounts/oidc/sso/login/callback/?code=stolen&state=guessed")

    assert forged.status_code == 401
    assert "Begin once more" in forged.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_provider_that_is_away_is_a_sentence(rules, client):
    rules(issuer=f"http://127.0.0.1:{free_port()}")

    answer = client.post("/accounts/oidc/sso/login/")

    assert answer.status_code == 503
    assert "does not answer at the moment" in answer.content.decode()
    assert client.post("/accounts/oidc/another/login/").status_code == 404


def test_forms_of_the_account_pages_alone_may_lead_to_the_provider(rules, provider, client):
    rules(login_origins=("https://adfs.house.example",))

    targets = f"form-action 'self' {provider.issuer} https://adfs.house.example;"
    assert targets in client.get("/accounts/login/")["Content-Security-Policy"]
    assert "form-action 'self';" in client.get("/")["Content-Security-Policy"]


def test_two_answers_about_two_people_are_refused():
    with pytest.raises(RefusedError, match="two different people"):
        claims_of({"id_token": {"sub": "a"}, "userinfo": {"sub": "b"}})
    with pytest.raises(RefusedError, match="no proof"):
        claims_of({"userinfo": {"sub": "b"}})
    assert claims_of(
        {"id_token": {"sub": "a", "amr": ["pwd"]}, "userinfo": {"sub": "a", "amr": ["mfa"]}}
    ) == {
        "sub": "a",
        "amr": ["pwd"],
    }


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_goes_all_the_way_under_the_policy(rules, provider, visit):
    provider.knows("b-1", preferred_username="browser", groups=["gl-write"])
    # The provider's own page asks for a style from elsewhere; that is not what this is about.
    ours = (visit.origin, provider.issuer)
    visit.page.route(lambda url: not url.startswith(ours), lambda route: route.abort())
    page = visit("/accounts/login/?next=/findings/")
    page.get_by_role("button", name="Log in with St Elsewhere").click()
    page.locator("input[name=sub]").fill("b-1")
    page.get_by_role("button", name="Authorize").click()

    page.wait_for_url("**/findings/")
    assert User.objects.get(username="browser").groups.get().name == "Curator"
    visit.problems.clear()
