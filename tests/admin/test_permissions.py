"""Each role tries everything that it may not: 403, and nothing changed."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from conditions.editorial.drafts import draft, save_draft
from conditions.editorial.evidence import log_evidence
from conditions.editorial.report import receive
from conditions.editorial.review.decide import approve
from conditions.editorial.review.request import request_review
from conditions.editorial.review.sign_off import sign_off, state_of
from conditions.models import Condition, Edition, Finding, Reference, Statement
from tests.people import log_in, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SLUG = "greater-trochanteric-pain-syndrome"
ROLES = ("Curator", "Reviewer", "Publisher")

# What is tried, with who may: an address, the data, and the state of the review that it needs.
ATTEMPTS = {
    "edit a condition": ("conditions_condition_change", {"basics-name": "x"}, "open", {"Curator"}),
    "add a condition": ("conditions_condition_add", {}, "open", {"Curator"}),
    "delete a condition": ("conditions_condition_delete", {}, "open", {"Curator"}),
    "copy a condition": ("condition_copy", {}, "open", {"Curator"}),
    "restore a draft": ("condition_restore", {"state": "e1"}, "open", {"Curator"}),
    "join two edits": ("condition_merge", {"mine": "{}"}, "open", {"Curator"}),
    "bring a draft back": ("condition_bring_back", {"slug": "x"}, "open", {"Curator"}),
    "put forward": ("review_request", {"change_summary": "x", "significance": "minor"}, "open", {"Curator"}),
    "withdraw": ("condition_withdraw", {"reason": "x"}, "open", {"Publisher"}),
    "change a finding": ("conditions_finding_change", {"name": "x"}, "open", {"Curator"}),
    "add a finding": ("conditions_finding_add", {"name": "x"}, "open", {"Curator"}),
    "delete a finding": ("conditions_finding_delete", {"post": "yes"}, "open", {"Curator"}),
    "change a reference": ("conditions_reference_change", {"title": "x"}, "open", {"Curator"}),
    "add a reference": ("conditions_reference_add", {"title": "x"}, "open", {"Curator"}),
    "delete a reference": ("conditions_reference_delete", {"post": "yes"}, "open", {"Curator"}),
    "import references": ("conditions_reference_import", {"text": "TY  - JOUR"}, "open", {"Curator"}),
    "look a reference up": ("conditions_reference_look_up", {"identifier": "1"}, "open", {"Curator"}),
    "merge references": ("conditions_reference_merge", {"keep": "1"}, "open", {"Curator"}),
    "log evidence": ("conditions_pendingevidence_add", {"note": "x"}, "open", {"Curator"}),
    "close evidence": ("conditions_pendingevidence_change", {"outcome": "x"}, "open", {"Curator"}),
    "delete evidence": ("conditions_pendingevidence_delete", {"post": "yes"}, "open", set()),
    "answer a report": ("conditions_readerreport_change", {"answer": "x"}, "open", {"Curator"}),
    "delete a report": ("conditions_readerreport_delete", {"post": "yes"}, "open", set()),
    "comment": ("conditions_review_change", {"comment-on-": "x"}, "open", set(ROLES)),
    "answer a comment": ("conditions_review_change", {"_resolve": "1"}, "open", set(ROLES)),
    "tick a part": ("conditions_review_change", {"sign": "head:"}, "open", {"Reviewer"}),
    "approve": ("conditions_review_change", {"_approve": ""}, "open", {"Reviewer"}),
    "return": ("conditions_review_change", {"_return": "", "note": "x"}, "open", {"Reviewer"}),
    # A curator may take back what is his own: this one is not.
    "take a review back": ("conditions_review_change", {"_cancel": ""}, "open", {"Publisher"}),
    "take an approved one back": ("conditions_review_change", {"_cancel": ""}, "approved", {"Publisher"}),
    "publish": ("conditions_review_change", {"_publish": ""}, "approved", {"Publisher"}),
    "schedule": (
        "conditions_review_change",
        {"_schedule": "", "at": "2030-01-01T10:00"},
        "approved",
        {"Publisher"},
    ),
    "unschedule": ("conditions_review_change", {"_unschedule": ""}, "approved", {"Publisher"}),
    "delete a review": ("conditions_review_delete", {"post": "yes"}, "open", set()),
    "change an edition": ("conditions_edition_change", {"name": "x"}, "open", set()),
    "delete an edition": ("conditions_edition_delete", {"post": "yes"}, "open", set()),
    "add an edition": ("conditions_edition_add", {}, "open", set()),
    "add a withdrawal": ("conditions_withdrawal_add", {}, "open", set()),
    "add an account": ("auth_user_add", {"username": "x"}, "open", set()),
    "change an account": ("auth_user_change", {"is_superuser": "on"}, "open", set()),
    "delete an account": ("auth_user_delete", {"post": "yes"}, "open", set()),
    "set a password": ("auth_user_password_change", {"password1": "x"}, "open", set()),
    "take second factors away": ("auth_user_changelist", {"action": "reset_second_factor"}, "open", set()),
    "add a group": ("auth_group_add", {"name": "x"}, "open", set()),
    "change a group": ("auth_group_change", {"name": "x"}, "open", set()),
    "delete a group": ("auth_group_delete", {"post": "yes"}, "open", set()),
}
# What may be looked at by curators, reviewers and publishers alike, and by nobody else of the staff.
PAGES = (
    "condition_preview",
    "condition_preview_sheet",
    "condition_preview_sheet_pdf",
    "condition_preview_handout",
    "condition_preview_handout_pdf",
    "condition_preview_ranking",
    "condition_changes",
    "condition_deleted",
    "conditions_condition_history",
    "conditions_condition_changelist",
    "conditions_finding_changelist",
    "conditions_reference_changelist",
    "conditions_pendingevidence_changelist",
    "conditions_readerreport_changelist",
    "conditions_edition_changelist",
    "conditions_withdrawal_changelist",
    "conditions_review_changelist",
    "conditions_review_change",
    "review_preview",
    "audit",
    "lookup",
)


def everything() -> dict[str, str]:
    """A fingerprint of every table that holds content or accounts."""
    sums = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            content = table.startswith("conditions_") and not table.endswith(("event", "entry"))
            if content or table in ("auth_user", "auth_group", "auth_user_groups"):
                cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t")  # noqa: S608
                sums[table] = cursor.fetchone()[0]
    return sums


def make_review(state: str, slug: str = SLUG):
    author, checker = (
        User.objects.filter(username=name).first() or person(name, role)
        for name, role in (("author", "Curator"), ("checker", "Reviewer"))
    )
    row, document = draft(slug)
    save_draft(document=document.model_copy(update={"summary": "New."}), seen=row.revision, by=author)
    review = request_review(slug=slug, by=author, change_summary="x", significance="minor")
    if state == "approved":
        sign_off(review=review, keys=state_of(review).changed, by=checker)
        review = approve(review=review, by=checker)
    return review


@pytest.fixture
def rows(db):
    """Something of every kind: by the beginning of the name of an address, and by state of the review."""
    reviews = {"open": make_review("open"), "approved": make_review("approved", "hip-pointer")}
    author = reviews["open"].requested_by
    statement = Statement.objects.filter(condition__slug=SLUG).select_related("condition").first()
    reference = Reference.objects.first()
    condition = Condition.objects.get(slug=SLUG)
    return reviews, {
        "conditions_condition": condition,
        "condition": condition,
        "review_request": condition,
        "conditions_finding": Finding.objects.first(),
        "conditions_reference": reference,
        "conditions_pendingevidence": log_evidence(
            reference=reference, note="x", statements=[statement], by=author
        ),
        "conditions_readerreport": receive(slug=SLUG, edition=1, text="x", address="192.0.2.1"),
        "conditions_edition": Edition.objects.first(),
        "auth_user": author,
        "auth_group": Group.objects.first(),
    }


def target(name: str, rows, state: str = "open") -> str:
    reviews, others = rows
    if name == "lookup":
        return reverse("admin:lookup", args=["references"]) + "?q=pain"
    if name.endswith(("_add", "_changelist")) or name in (
        "condition_bring_back",
        "condition_deleted",
        "audit",
    ):
        return reverse(f"admin:{name}")
    if name in ("conditions_reference_import", "conditions_reference_look_up"):
        return reverse(f"admin:{name}")
    if name == "conditions_reference_merge":
        return reverse(f"admin:{name}") + "?ids=1,2"
    if name.startswith("conditions_review_") or name == "review_preview":
        return reverse(f"admin:{name}", args=[reviews[state].pk])
    key = next(k for k in sorted(others, key=len, reverse=True) if name.startswith(k))
    extra = "?from=e1&to=draft" if name == "condition_changes" else ""
    return reverse(f"admin:{name}", args=[others[key].pk]) + extra


@pytest.mark.parametrize("role", [*ROLES, ""])
def test_role_can_do_only_what_is_its_own(client, rows, role):
    log_in(client, person("tester", *([role] if role else [])))
    before, got = everything(), {}

    for attempt, (name, data, state, allowed) in ATTEMPTS.items():
        if role not in allowed:
            got[attempt] = client.post(target(name, rows, state), data).status_code

    assert {attempt: status for attempt, status in got.items() if status != 403} == {}
    assert len(got) > 20
    assert everything() == before


@pytest.mark.parametrize(("role", "expected"), [*((role, 200) for role in ROLES), ("", 403)])
def test_what_the_three_groups_see_is_closed_to_other_staff(client, rows, role, expected):
    log_in(client, person("tester", *([role] if role else [])))

    got = {name: client.get(target(name, rows)).status_code for name in PAGES}

    assert got == dict.fromkeys(PAGES, expected)


def test_stranger_is_sent_to_the_log_in_and_changes_nothing(client, rows):
    before = everything()

    for name, data, state, _ in ATTEMPTS.values():
        response = client.post(target(name, rows, state), data)
        assert response.status_code == 302, name
        assert "login" in response["Location"], name

    assert everything() == before


def test_account_that_is_no_staff_is_refused(client, django_user_model):
    user = django_user_model.objects.create_user("reader", password="a long enough pass phrase")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get("/admin/", follow=True).status_code == 403


def test_reviewer_who_opens_a_condition_gets_its_preview(client):
    log_in(client, person("reviewer", "Reviewer"))
    row = Condition.objects.get(slug=SLUG)

    response = client.get(reverse("admin:conditions_condition_change", args=[row.pk]), follow=True)

    assert "Draft, not published." in response.content.decode()


def test_demo_users_are_one_of_each_group(client, capsys):
    call_command("demo_users")

    for name in ("curator", "reviewer", "publisher"):
        assert [g.name.lower() for g in User.objects.get(username=name).groups.all()] == [name]
    assert "authenticator secret" in capsys.readouterr().out


def test_demo_users_are_refused_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="not in production"):
        call_command("demo_users")
