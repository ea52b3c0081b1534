"""Each role tries everything that it may not: 403, and nothing changed."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from conditions.editorial.drafts import draft, save_draft
from conditions.editorial.review.decide import approve
from conditions.editorial.review.request import request_review
from conditions.editorial.review.sign_off import sign_off, state_of
from conditions.models import Condition, Finding, Reference
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
    "put forward": ("review_request", {}, "open", {"Curator"}),
    "withdraw": ("condition_withdraw", {}, "open", {"Publisher"}),
    "change a finding": ("conditions_finding_change", {"name": "x"}, "open", {"Curator"}),
    "add a finding": ("conditions_finding_add", {}, "open", {"Curator"}),
    "delete a finding": ("conditions_finding_delete", {"post": "yes"}, "open", {"Curator"}),
    "change a reference": ("conditions_reference_change", {"title": "x"}, "open", {"Curator"}),
    "add a reference": ("conditions_reference_add", {}, "open", {"Curator"}),
    "log evidence": ("conditions_pendingevidence_add", {}, "open", {"Curator"}),
    "tick a part": ("conditions_review_change", {"sign": "head:"}, "open", {"Reviewer"}),
    "approve": ("conditions_review_change", {"_approve": ""}, "open", {"Reviewer"}),
    "return": ("conditions_review_change", {"_return": "", "note": "x"}, "open", {"Reviewer"}),
    "publish": ("conditions_review_change", {"_publish": ""}, "approved", {"Publisher"}),
    "schedule": (
        "conditions_review_change",
        {"_schedule": "", "at": "2030-01-01T10:00"},
        "approved",
        {"Publisher"},
    ),
    "manage accounts": ("auth_user_add", {}, "open", set()),
    "manage groups": ("auth_group_add", {}, "open", set()),
    "change an edition": ("conditions_edition_change", {}, "open", set()),
    "delete an edition": ("conditions_edition_delete", {"post": "yes"}, "open", set()),
}


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


def make_review(state: str):
    author, checker = person("author", "Curator"), person("checker", "Reviewer")
    row, document = draft(SLUG)
    save_draft(document=document.model_copy(update={"summary": "New."}), seen=row.revision, by=author)
    review = request_review(slug=SLUG, by=author, change_summary="x", significance="minor")
    if state == "approved":
        sign_off(review=review, keys=state_of(review).changed, by=checker)
        review = approve(review=review, by=checker)
    return review


def target(name: str, review) -> str:
    rows = {
        "conditions_condition": Condition.objects.get(slug=SLUG),
        "condition": Condition.objects.get(slug=SLUG),
        "review_request": Condition.objects.get(slug=SLUG),
        "conditions_finding": Finding.objects.first(),
        "conditions_reference": Reference.objects.first(),
        "conditions_review": review,
    }
    if name.endswith("_add") or name == "condition_bring_back":
        return reverse(f"admin:{name}")
    if name.startswith("conditions_edition"):
        from conditions.models import Edition

        return reverse(f"admin:{name}", args=[Edition.objects.first().pk])
    key = next(k for k in sorted(rows, key=len, reverse=True) if name.startswith(k))
    return reverse(f"admin:{name}", args=[rows[key].pk])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_role_can_do_only_what_is_its_own(client, attempt, role):
    name, data, state, allowed = ATTEMPTS[attempt]
    if role in allowed:
        return
    review = make_review(state)
    log_in(client, person("tester", role))
    before = everything()

    response = client.post(target(name, review), data)

    assert response.status_code == 403
    assert everything() == before


@pytest.mark.parametrize("name", ["conditions_condition_changelist", "conditions_review_changelist", "audit"])
def test_member_of_no_group_sees_nothing(client, name):
    log_in(client, person("nobody"))

    assert client.get(reverse(f"admin:{name}")).status_code == 403


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

    from django.contrib.auth.models import User

    for name in ("curator", "reviewer", "publisher"):
        assert [g.name.lower() for g in User.objects.get(username=name).groups.all()] == [name]
    assert "authenticator secret" in capsys.readouterr().out


def test_demo_users_are_refused_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="not in production"):
        call_command("demo_users")
