"""Headers on every kind of answer, limits of uploads, the admin's address and networks, log-in for readers."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from conditions.models import Edition, Finding
from glutes import networks, shared_cache
from glutes.csp import header
from glutes.environment import is_contact, is_path
from tests.people import PASSWORD, log_in, person

PAGES = [
    ("/", 200),
    ("/conditions/hip-pointer/", 200),
    ("/conditions/hip-pointer/e/1/", 200),
    ("/no-such-page/", 404),
    ("/conditions/hip-pointer/e/99/", 404),
    ("/accounts/login/", 200),
    ("/admin/", 302),
    ("/api/v1/conditions", 200),
    ("/static/css/layers.css", 200),
    ("/healthz", 200),
    ("/readyz", 200),
    ("/metrics", 404),
    ("/.well-known/security.txt", 404),
]


@pytest.mark.parametrize(("path", "status"), PAGES)
def test_every_kind_of_answer_has_every_header(db, path, status):
    response = Client(raise_request_exception=False).get(path)
    if response.streaming:
        response.close()

    assert response.status_code == status
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert re.fullmatch(r"[0-9a-f]{16}", response["X-Request-ID"])


def test_the_admin_has_every_header_too(db, admin_client):
    response = admin_client.get(reverse("admin:index"), follow=True)

    assert response.status_code == 200
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_the_policy_names_no_other_host(settings):
    assert set(re.findall(r"'[^']+'|\S+:\S*", header(settings.SECURE_CSP))) == {"'none'", "'self'"}


def test_a_large_body_is_refused_with_the_limit(db, client):
    response = client.post("/", b"x" * (1024 * 1024 + 1), content_type="text/plain")

    assert response.status_code == 413
    assert "larger than 1 MB" in response.content.decode()


def test_the_admin_takes_larger_files(db, client, settings):
    settings.MAX_UPLOAD_MB = 2
    body = b"x" * (1024 * 1024 + 1)

    assert client.post("/admin/", body, content_type="text/plain").status_code != 413
    assert client.post("/admin/", body * 2, content_type="text/plain").status_code == 413


@pytest.mark.parametrize("path", ["/admin/", "/admin", "/admin/login/", "/accounts/login/"])
def test_admin_and_log_in_do_not_exist_outside_their_networks(db, client, settings, path):
    settings.ADMIN_NETWORKS = networks.parse(["10.0.0.0/8", "2001:db8::/32"])

    outside = client.get(path, REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": "10.0.0.1"})

    assert outside.status_code == 404
    assert client.get(path, REMOTE_ADDR="10.9.8.7").status_code != 404
    assert client.get(path, REMOTE_ADDR="2001:db8::1").status_code != 404
    assert client.get("/", REMOTE_ADDR="192.0.2.1").status_code == 200


def test_networks_that_are_none_are_a_sentence():
    assert "must hold networks" in networks.are_networks(["10.0.0.0/99"])
    assert networks.are_networks(["10.0.0.1"]) is None
    assert not networks.contains(networks.parse(["10.0.0.0/8"]), "unknown")


@pytest.mark.parametrize("path", ["a/b", "", "../x", "a b"])
def test_an_admin_path_is_one_word(path):
    assert "must be one word" in is_path(path)


def test_security_txt_names_the_contact(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@lookup.example"

    text = client.get("/.well-known/security.txt").content.decode()

    assert "Contact: mailto:security@lookup.example\n" in text
    assert re.search(r"Expires: \d{4}-\d\d-\d\dT00:00:00Z", text)


def test_a_contact_that_is_no_address_is_a_sentence():
    assert "must be a mailto:" in is_contact("security@lookup.example")
    assert is_contact("https://lookup.example/security") is None


def test_readers_log_in_where_that_is_asked(db, settings):
    settings.REQUIRE_LOGIN = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
    client = Client()

    for path in ("/", "/conditions/hip-pointer/", "/api/v1/conditions", "/sitemap.xml"):
        response = client.get(path)
        assert response.status_code == 302, path
        assert response["Location"].startswith("/accounts/login/"), path
        assert response["Cache-Control"] == "private, no-store", path
    assert client.get("/accounts/login/").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_someone_who_logged_in_reads_and_nothing_is_cached(db, settings, admin_client):
    settings.REQUIRE_LOGIN = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]

    response = admin_client.get("/conditions/hip-pointer/")

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [("http://cache", "must start with redis://"), ("redis://cache", "pip install redis")],
)
def test_a_shared_cache_that_cant_be_used_is_a_sentence(url, sentence, monkeypatch):
    monkeypatch.setattr(shared_cache, "find_spec", lambda name: None)

    with pytest.raises(shared_cache.ImproperlyConfigured, match=sentence):
        shared_cache.caches(url)


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/logout/",
        "/admin/conditions/finding/add/",
        "/conditions/hip-pointer/report/",
    ],
)
def test_a_form_from_another_site_changes_nothing(db, path):
    client = Client(enforce_csrf_checks=True)
    log_in(client, person("curator", "Curator"))
    before = Finding.objects.count()

    response = client.post(
        path, {"login": "curator", "password": PASSWORD, "name": "Forged", "text": "Forged"}
    )

    assert response.status_code == 403
    assert "proof of origin" in response.content.decode()
    assert Finding.objects.count() == before
    assert client.get("/admin/").status_code == 200  # still logged in


def test_cookies_stay_with_the_site(db, client, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    user = person("curator", "Curator")

    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})

    assert {"sessionid", "csrftoken"} <= set(client.cookies)
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["samesite"], cookie["httponly"], cookie["secure"]) == ("Lax", True, True), name


def test_browsers_are_told_to_stay_with_https(db, client, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000

    assert client.get("/", secure=True)["Strict-Transport-Security"].startswith("max-age=31536000")


HOSTILE = (
    "'; DROP TABLE conditions_edition; --",
    "%27)) OR 1=1",
    "../../../../etc/passwd",
    "\x00",
    "\u202e<script>",
)
TAKES_TEXT = (
    "/conditions/?q={}",
    "/conditions/?region={}&sign={}",
    "/suggest/?q={}",
    "/findings/?q={}",
    "/references/?q={}",
    "/api/v1/conditions?q={}",
    "/conditions/{}/",
    "/findings/{}/",
    "/static/{}",
    "/compare/?a={}&b={}",
)


@pytest.mark.parametrize("address", TAKES_TEXT)
def test_what_is_typed_never_becomes_sql(db, address):
    client = Client(raise_request_exception=False)
    editions = Edition.objects.count()

    for text in HOSTILE:
        response = client.get(address.replace("{}", quote(text, safe="")))
        content = b"".join(response) if response.streaming else response.content
        assert response.status_code in {200, 400, 404}, text
        assert b"root:x:0" not in content
        if response["Content-Type"].startswith("text/html"):
            assert b"<script>" not in content
    assert Edition.objects.count() == editions
