"""Every kind of page of the admin in a browser: accessible in light and dark, and whole on a phone."""

import pytest
from django.urls import reverse

from conditions.editorial.evidence import log_evidence
from conditions.editorial.report import receive
from conditions.models import Condition, Finding, ReaderReport, Reference, Statement
from tests.admin.test_permissions import make_review
from tests.browser import PHONE, axe_violations, overflow
from tests.people import log_in, person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SLUG = "hip-dislocation"


@pytest.fixture
def at_work(visit, client, transactional_db):
    """Somebody who may do everything, with something of every kind there."""
    user = person("root", is_superuser=True, first_name="Ruth")
    statement = Statement.objects.filter(condition__slug=SLUG).select_related("condition").first()
    log_evidence(reference=Reference.objects.first(), note="It may change.", statements=[statement], by=user)
    receive(slug=SLUG, edition=1, text="A figure looks wrong.", address="192.0.2.1")
    log_in(client, user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": visit.origin}
    visit.page.context.add_cookies([cookie])
    return visit


def paths(review):
    """One page of each template: what differs between two lists is only what stands in them."""
    condition = Condition.objects.get(slug=SLUG)
    reference, finding = Reference.objects.first(), Finding.objects.first()
    yield from (reverse(f"admin:{name}") for name in ("index", "audit", "condition_deleted"))
    for name in (
        "conditions_condition_change",
        "conditions_condition_history",
        "conditions_condition_delete",
    ):
        yield reverse(f"admin:{name}", args=[condition.pk])
    for name in ("copy", "preview", "preview_sheet", "preview_ranking"):
        yield reverse(f"admin:condition_{name}", args=[condition.pk])
    yield reverse("admin:condition_changes", args=[review.condition.pk]) + "?from=e1&to=draft"
    yield reverse("admin:conditions_review_change", args=[review.pk])
    yield reverse("admin:conditions_reference_changelist")
    yield reverse("admin:conditions_reference_change", args=[reference.pk])
    yield reverse("admin:conditions_finding_change", args=[finding.pk])
    yield reverse("admin:conditions_finding_delete", args=[finding.pk])
    yield reverse("admin:conditions_readerreport_change", args=[ReaderReport.objects.get().pk])
    yield reverse("admin:auth_user_changelist")
    yield reverse("admin:auth_user_change", args=[review.requested_by.pk])
    yield reverse("admin:auth_group_add")


def test_every_kind_of_page_is_accessible_and_whole_on_a_phone(at_work):
    review = make_review("open")
    found = []
    for path in paths(review):
        page = at_work(path)
        faults = axe_violations(page)
        page.emulate_media(color_scheme="dark")
        faults += [f"in dark, {fault}" for fault in axe_violations(page, "color-contrast")]
        found += [f"{path}: {fault[:300]}" for fault in faults]
        # axe copies style sheets that the policy refuses: not the page's doing.
        page.evaluate("window.problems.length = 0")
        page.set_viewport_size({"width": PHONE, "height": 900})
        if wide := overflow(page):
            found.append(f"{path}: {wide} pixels wider than a phone")
    assert found == []
