"""The groups may do exactly what the table says, and no more."""

import pytest
from django.contrib.auth.models import Group

pytestmark = pytest.mark.django_db

READ = {
    f"view_{model}"
    for model in (
        "condition",
        "finding",
        "reference",
        "pendingevidence",
        "edition",
        "withdrawal",
        "draftrevision",
        "review",
        "reviewcomment",
        "signoff",
        "readerreport",
    )
}
WRITE = {
    f"{action}_{model}"
    for model in ("condition", "finding", "reference", "pendingevidence")
    for action in ("add", "change")
}
ROLES = {
    "Curator": READ
    | WRITE
    | {"delete_condition", "delete_finding", "delete_reference", "add_reviewcomment", "request_review"}
    | {"change_readerreport"},
    "Reviewer": READ | {"add_reviewcomment", "decide_review"},
    "Publisher": READ | {"add_reviewcomment", "publish_review", "withdraw_condition"},
}


@pytest.mark.parametrize("name", ROLES)
def test_group_has_exactly_its_permissions(name):
    group = Group.objects.get(name=name)

    assert set(group.permissions.values_list("codename", flat=True)) == ROLES[name]
