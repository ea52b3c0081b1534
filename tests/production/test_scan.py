"""Every address as an anonymous reader, curator, reviewer, publisher and superuser, against a table of what each may see.

An address of the admin that the table does not name must be closed to all but
superusers: whoever adds one for others says so here.
"""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import URLResolver, get_resolver

from conditions.catalogue.entry import FindingEntry, ReferenceEntry
from conditions.models import Edition, Finding

ROLES = ("anonymous", "curator", "reviewer", "publisher", "superuser")
SEE = {"changelist", "change", "history", ""}
WRITE = SEE | {"add", "delete"}
READ_BY_ALL = (
    "condition",
    "finding",
    "reference",
    "pendingevidence",
    "edition",
    "withdrawal",
    "review",
    "readerreport",
)
# Model of the admin: what each group may open there. Writing is tried in the tests of the roles.
TABLE = {
    "curator": {
        "condition": WRITE,
        "finding": WRITE,
        "reference": WRITE,
        "pendingevidence": SEE | {"add"},
        "edition": SEE,
        "withdrawal": SEE,
        "review": SEE,
        "readerreport": SEE,
    },
    "reviewer": dict.fromkeys(READ_BY_ALL, SEE),
    "publisher": dict.fromkeys(READ_BY_ALL, SEE),
}
# Addresses of our own in the admin.
ALSO = {
    "curator": {
        "conditions_reference_import",
        "conditions_reference_look_up",
        "conditions_reference_merge",
        "lookup",
        "condition_copy",
        "review_request",
    },
    "publisher": {"condition_withdraw"},
}
FOR_ALL_STAFF = {
    "index",
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "jsi18n",
    "app_list",
    "autocomplete",
    "view_on_site",
    # Whoever curates, reviews or publishes may follow what happened and see a draft as readers would.
    "audit",
    "condition_deleted",
    "condition_preview",
    "condition_preview_sheet",
    "condition_preview_handout",
    "condition_preview_sheet_pdf",
    "condition_preview_handout_pdf",
    "condition_preview_ranking",
    "",
}
# Public pages: the same answer for everybody. An address that is in none of these tables fails.
PUBLIC_NAMES = """
    security_txt differentiate differentiate-read differentiate-working differentiate-csv
    differentiate-method api-differentiate api-recognise api-docs api-openapi api-index api-version
    api-condition api-editions api-edition api-compare api-findings api-finding api-references api-reference
    api-red-flags api-search api-suggest api-catalogue api-conditions api/v1/<path:rest> fhir-metadata
    fhir-search fhir-read infobutton infobutton-profile infobutton-try site-feed condition-feed filter-feed
    search-atom region-feed sitemap sitemap-file robots service-worker offline opensearch editions changes
    report compare findings finding finding-in red-flags references reference references-download
    reference-download condition-references-download edition-references-download home suggest conditions
    condition edition compare-pdf red-flags-pdf sheet sheet-pdf handout handout-pdf edition-sheet
    edition-sheet-pdf edition-handout edition-handout-pdf
"""
PUBLIC = frozenset(PUBLIC_NAMES.split())
# Log-in and one's own account.
ACCOUNT_NAMES = """
    account_login account_inactive account_reauthenticate account_change_password totp_square mfa_index
    mfa_authenticate mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes
    mfa_generate_recovery_codes mfa_download_recovery_codes mfa_list_webauthn mfa_add_webauthn
    mfa_reauthenticate_webauthn mfa_remove_webauthn mfa_edit_webauthn mfa_login_webauthn
    account_logout openid_connect_login openid_connect_callback socialaccount_connections
    socialaccount_login_cancelled
"""
ACCOUNT = frozenset(ACCOUNT_NAMES.split())
ACTIONS = ("changelist", "add", "history", "delete", "change")
SAMPLES = {
    "slug": "hip-pointer",
    "number": 1,
    "first": 1,
    "second": 1,
    "condition": "hip-pointer",
    "region": "buttock",
    "kind": "Condition",
    "identity": "1",
    "rest": "nothing",
    "url": "nothing",
    "app_label": "conditions",
    "source": "finding",
    "name": "conditions",
    "suffix": "ris",
}


def addresses(resolver=None, prefix="", namespace=""):
    """Every address with its name, samples in the place of its variables."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, route, inner)
        else:
            yield route, namespace + (pattern.name or "")


def filled(route, model, address=""):
    """The path of a route, with samples that are in the pack."""
    samples = dict(SAMPLES)
    if address in {"finding", "api-finding"}:
        samples["slug"] = FindingEntry.objects.first().slug
    elif address in {"reference", "reference-download", "api-reference"}:
        samples["identity"] = samples["slug"] = ReferenceEntry.objects.first().slug
    objects = {"finding": Finding, "edition": Edition}
    newest = objects[model].objects.first().pk if model in objects else 1
    route = re.sub(r"\^?\(\?P<(\w+)>[^)]*\)\$?/?\$?", r"<\1>", route).replace("^", "").replace("$", "")

    def sample(match):
        name = match.group(1).split(":")[-1]
        return str(newest if name == "object_id" else samples.get(name, 1))

    return "/" + re.sub(r"<([^>]+)>", sample, route)


def client_of(role):
    client = Client(raise_request_exception=False)
    if role == "anonymous":
        return client
    user = User.objects.create_user(role, password="a long password of test", is_staff=True)
    user.is_superuser = role == "superuser"
    user.save()
    if not user.is_superuser:
        user.groups.add(Group.objects.get(name=role.title()))
    if role in {"publisher", "superuser"}:
        Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def admin_model(name):
    """Model and action that an address of the admin is about, where it is Django's own kind."""
    plain = name.removeprefix("admin:")
    for action in ACTIONS:
        if plain.endswith(f"_{action}") and plain.startswith("conditions_"):
            return plain.removeprefix("conditions_").removesuffix(f"_{action}"), action
    return None, None


def allowed(role, name, path):
    """The statuses that this role may get."""
    if name in ACCOUNT:
        # 401: an answer of single sign-on that nobody asked for.
        return {200, 302, 401, 404}
    if not name.startswith("admin:"):
        return {200, 301, 302, 304, 400, 404, 405, 406, 410} if name in PUBLIC else set()
    if role == "anonymous":
        return {301, 302, 403, 404}
    if role == "superuser":
        return {200, 301, 302, 400, 403, 404, 405}
    model, action = admin_model(name)
    if model is None:
        open_to_all = name.removeprefix("admin:") in FOR_ALL_STAFF
        opened = open_to_all or name.removeprefix("admin:") in ALSO.get(role, set())
        return {200, 301, 302, 400, 403, 404, 405} if opened else {302, 400, 403, 404, 405}
    if action in TABLE[role].get(model, set()):
        # 404: there is no such row in the pack, such as a review.
        return {200, 302, 404}
    return {403, 404}


def missing_headers(response):
    """The security headers that this answer lacks."""
    # A PDF has a page of the browser's own making around it, which default-src 'none' would leave blank.
    is_pdf = response.get("Content-Type") == "application/pdf"
    wanted = {
        "Content-Security-Policy": "frame-ancestors 'none'" if is_pdf else "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Where findings are in the address, none at all.
        "Referrer-Policy": "no-referrer"
        if response.get("Referrer-Policy") == "no-referrer"
        else "same-origin",
        "Permissions-Policy": "camera=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "origin",
        "X-Request-ID": "",
    }
    yield from (name for name, value in wanted.items() if value not in response.get(name, "missing-"))
    if "unsafe-" in response.get("Content-Security-Policy", ""):
        yield "an unsafe policy"


@pytest.mark.slow
def test_every_role_gets_what_the_table_allows_and_nothing_breaks(db, settings):
    settings.ROOT_URLCONF = "tests.accounts.single_sign_on_site"
    clients = {role: client_of(role) for role in ROLES}
    wrong, seen = [], 0
    for route, name in addresses():
        model, _ = admin_model(name)
        path = filled(route, model, name)
        public = set()
        # The second half of a session's life is not what this test is about.
        if name.endswith("logout") or path.endswith("/logout/"):
            continue
        for role, client in clients.items():
            response = client.get(path)
            seen += 1
            wrong += [f"{role} {path}: {header}" for header in missing_headers(response)]
            if response.streaming:
                response.close()
            public.add(response.status_code)
            if response.status_code not in allowed(role, name or route, path):
                wrong.append(f"{role} {path} ({name}): {response.status_code}")
            if role == "anonymous" and name.startswith("admin:") and response.status_code == 302:
                assert "/login/" in response["Location"], path
        if name in PUBLIC and len(public) > 1:
            wrong.append(f"{path} ({name}) differs by role: {public}")
    assert not wrong, "\n".join(wrong)
    assert seen > 5 * 60


def test_no_public_page_differs_by_role(db):
    anonymous, reviewer = client_of("anonymous"), client_of("reviewer")

    for path in ("/conditions/hip-pointer/", "/conditions/hip-pointer/e/1/", "/findings/"):
        assert anonymous.get(path).status_code == reviewer.get(path).status_code == 200
